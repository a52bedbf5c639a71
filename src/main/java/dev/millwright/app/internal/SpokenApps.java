package dev.millwright.app.internal;

import dev.millwright.app.App;
import dev.millwright.app.AppWords;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.shared.Alphabet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** The apps as they run, in the language of whoever reads, as far as the app has words for it. */
@Component
@Primary
class SpokenApps implements PublishedApps {

    private final SnapshotCache snapshots;
    private final AppTable apps;
    private final Kinds kinds;
    private final DefinitionCodec codec;
    private final CurrentLanguage language;
    private final Map<Key, Spoken> known = new ConcurrentHashMap<>();

    SpokenApps(SnapshotCache snapshots, AppTable apps, Kinds kinds, DefinitionCodec codec, CurrentLanguage language) {
        this.snapshots = snapshots;
        this.apps = apps;
        this.kinds = kinds;
        this.codec = codec;
        this.language = language;
    }

    /** The order of names in the language of whoever reads. */
    Comparator<String> alphabet() {
        return Alphabet.of(language.find().orElse(Locale.ENGLISH));
    }

    @Override
    public Optional<PublishedApp> find(String key) {
        return snapshots.find(key).map(this::spoken);
    }

    @Override
    public Optional<PublishedApp> appOf(String kind, UUID id) {
        return snapshots.appOf(kind, id).map(this::spoken);
    }

    @Override
    public Optional<PublishedApp> designed(String key) {
        return snapshots.find(key);
    }

    @Override
    public List<PublishedApp> designed() {
        return apps.keys().stream().flatMap(key -> snapshots.find(key).stream()).toList();
    }

    @Override
    public Optional<PublishedApp> designedWith(String kind, UUID id) {
        return snapshots.appOf(kind, id);
    }

    @Override
    public void holdRelease(PublishedApp snapshot) {
        snapshots.holdRelease(snapshot);
    }

    @Override
    public boolean isOvertaken(PublishedApp snapshot) {
        return snapshots.isOvertaken(snapshot);
    }

    /** How the app presents itself to whoever reads. */
    App inReadersLanguage(App app) {
        return find(app.key()).map(PublishedApp::app).orElse(app);
    }

    @SuppressWarnings("ReferenceEquality") // a snapshot never changes
    PublishedApp spoken(PublishedApp designed) {
        return language.find()
                .flatMap(spoken -> words(designed, spoken))
                .map(words -> {
                    Key key = new Key(designed.app().id(), words.key());
                    Spoken before = known.get(key);
                    if (before != null && before.designed() == designed) {
                        return before.app();
                    }
                    PublishedApp app = translated(designed, words);
                    known.put(key, new Spoken(designed, app));
                    return app;
                })
                .orElse(designed);
    }

    private static Optional<AppWords> words(PublishedApp app, Locale language) {
        return app.all(AppWords.KIND, AppWords.class).stream()
                .filter(words -> words.key().equals(language.getLanguage())
                        && !words.words().isEmpty())
                .findFirst();
    }

    private PublishedApp translated(PublishedApp designed, AppWords words) {
        Map<String, String> texts = words.words();
        App app = designed.app();
        return new PublishedApp(
                new App(
                        app.id(),
                        app.key(),
                        texts.getOrDefault(app.label(), app.label()),
                        texts.getOrDefault(app.description(), app.description()),
                        app.icon(),
                        app.colour(),
                        app.release()),
                designed.rights(),
                designed.rightsVersion(),
                designed.definitions().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, kind -> translated(kind.getValue(), texts))),
                Locale.forLanguageTag(words.key()));
    }

    private List<PublishedDefinition> translated(List<PublishedDefinition> definitions, Map<String, String> texts) {
        return definitions.stream()
                .map(definition -> kinds.find(definition.kind())
                        .filter(kind -> !kind.key().equals(AppWords.KIND))
                        .map(kind -> translated(kind, definition, texts))
                        .orElse(definition))
                .toList();
    }

    private <D> PublishedDefinition translated(
            DefinitionKind<D> kind, PublishedDefinition definition, Map<String, String> texts) {
        D spoken = kinds.decode(kind, DesignedTexts.translated(codec.tree(definition.definition()), texts));
        return new PublishedDefinition(
                definition.id(), definition.kind(), definition.key(), kind.labelOf(spoken), definition.since(), spoken);
    }

    private record Key(UUID app, String language) {}

    private record Spoken(PublishedApp designed, PublishedApp app) {}
}
