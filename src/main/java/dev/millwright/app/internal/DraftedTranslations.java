package dev.millwright.app.internal;

import dev.millwright.app.App;
import dev.millwright.app.AppWords;
import dev.millwright.app.Draft;
import dev.millwright.app.DraftChangedException;
import dev.millwright.app.Drafts;
import dev.millwright.app.Translations;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.shared.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Translations in the drafts of {@link WordsKind}, one a language. */
@Service
class DraftedTranslations implements Translations {

    private static final int TRIES = 5;

    private final Gatekeeper gatekeeper;
    private final Drafts drafts;
    private final DefinitionCodec codec;

    DraftedTranslations(Gatekeeper gatekeeper, Drafts drafts, DefinitionCodec codec) {
        this.gatekeeper = gatekeeper;
        this.drafts = drafts;
        this.codec = codec;
    }

    @Override
    public List<Text> texts(String key) {
        App app = gatekeeper.designer(key).app();
        Map<String, List<String>> places = new LinkedHashMap<>();
        DesignedTexts.in(codec.tree(app)).forEach(text -> places.put(text, new ArrayList<>(List.of(app.label()))));
        drafts.list(key).stream()
                .filter(draft -> !draft.kind().equals(AppWords.KIND))
                .forEach(draft -> DesignedTexts.in(codec.read(draft.json(), JsonNode.class))
                        .forEach(text -> places.computeIfAbsent(text, ignored -> new ArrayList<>())
                                .add(draft.label())));
        return places.entrySet().stream()
                .map(text -> new Text(text.getKey(), List.copyOf(text.getValue())))
                .toList();
    }

    @Override
    public Map<String, String> words(String app, Locale language) {
        return draft(app, language).map(this::read).map(AppWords::words).orElseGet(TreeMap::new);
    }

    @Override
    public void translate(String app, Locale language, String text, String translation) {
        DraftChangedException overtaken = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                save(app, language, text, translation.strip());
                return;
            } catch (DraftChangedException e) {
                overtaken = e;
            }
        }
        throw overtaken == null ? new IllegalStateException("Never tried") : overtaken;
    }

    private void save(String app, Locale language, String text, String translation) {
        Optional<Draft> draft = draft(app, language);
        AppWords before = draft.map(this::read)
                .orElseGet(() -> new AppWords(
                        Ids.next(), language.getLanguage(), language.getDisplayLanguage(language), new TreeMap<>()));
        SortedMap<String, String> words = new TreeMap<>(before.words());
        if (translation.isEmpty()) {
            words.remove(text);
        } else {
            words.put(text, translation);
        }
        drafts.save(
                app,
                AppWords.KIND,
                codec.write(new AppWords(before.id(), before.key(), before.label(), words)),
                draft.map(Draft::version).orElse(0L));
    }

    private Optional<Draft> draft(String app, Locale language) {
        return drafts.find(app, AppWords.KIND, language.getLanguage());
    }

    private AppWords read(Draft draft) {
        return codec.read(draft.json(), AppWords.class);
    }
}
