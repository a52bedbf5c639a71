package dev.millwright.form.ui;

import dev.millwright.app.App;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.DraftRef;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.expression.Expressions;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.LinkTargets;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FieldUses;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormShape;
import dev.millwright.form.LinesDesign;
import dev.millwright.form.LinkCandidates;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.spi.FieldSearch;
import dev.millwright.form.spi.FieldSearch.Definition;
import dev.millwright.form.spi.FieldUse;
import dev.millwright.form.spi.FieldUser;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Forms being designed, with what a designer has to know of the forms around them. */
@Component
class FormDrafts {

    private final Drafts drafts;
    private final Apps apps;
    private final AppRights rights;
    private final PublishedApps publishedApps;
    private final LinkCandidates links;
    private final DefinitionKind<FormDefinition> kind;
    private final DefinitionCodec codec;
    private final LinesDesign design;
    private final FieldResolver resolver;
    private final Expressions expressions;
    private final List<FieldUser> users;
    private final Texts texts;

    FormDrafts(
            Drafts drafts,
            Apps apps,
            AppRights rights,
            PublishedApps publishedApps,
            LinkCandidates links,
            DefinitionKind<FormDefinition> kind,
            DefinitionCodec codec,
            LinesDesign design,
            FieldResolver resolver,
            Expressions expressions,
            List<FieldUser> users,
            Texts texts) {
        this.users = users;
        this.texts = texts;
        this.design = design;
        this.resolver = resolver;
        this.expressions = expressions;
        this.drafts = drafts;
        this.apps = apps;
        this.rights = rights;
        this.publishedApps = publishedApps;
        this.links = links;
        this.kind = kind;
        this.codec = codec;
    }

    /**
     * @param keyOrId as in the address
     */
    Opened open(String app, String keyOrId) {
        if (!rights.access(app).designs()) {
            throw new NotAllowedException(
                    "app.error.designersOnly", apps.byKey(app).label());
        }
        Draft draft = drafts.find(app, FormDefinition.KIND, keyOrId).orElseThrow(() -> new NotFoundException(keyOrId));
        FormDefinition published = publishedApps
                .designedById(FormDefinition.KIND, draft.id())
                .map(found -> (FormDefinition) found.definition())
                .orElse(null);
        return new Opened(
                apps.byKey(app),
                draft,
                codec.read(draft.json(), FormDefinition.class),
                published,
                siblings(app, draft.id()));
    }

    private List<FormDefinition> siblings(String app, UUID form) {
        return drafts.list(app, FormDefinition.KIND).stream()
                .filter(other -> !other.id().equals(form))
                .map(other -> codec.read(other.json(), FormDefinition.class))
                .toList();
    }

    /**
     * @throws dev.millwright.app.DraftChangedException when somebody else saved meanwhile
     */
    Draft save(String app, FormDefinition form, long version) {
        return drafts.save(app, FormDefinition.KIND, codec.write(form), version);
    }

    /** Begins the form of lines that a form is to have. */
    FormDefinition beginLines(Opened opened, FormDefinition whole, String label, Locale language) {
        Set<String> taken = opened.siblings().stream().map(FormDefinition::key).collect(Collectors.toSet());
        taken.add(whole.key());
        FormDefinition lines = design.linesOf(whole, label, language, taken::contains);
        drafts.save(opened.app().key(), FormDefinition.KIND, codec.write(lines), 0);
        return lines;
    }

    /**
     * Keeps the forms of lines beside the form that has them: a form that was begun and has no part any more goes, and comes back with its
     * part. Those that were published stay, as their lines do.
     *
     * @param known forms of lines as they were last seen, by id
     */
    void keepLines(Opened opened, FormDefinition whole, Map<UUID, FormDefinition> known) {
        Set<UUID> wanted = whole.fields()
                .flatMap(field -> resolver.part(field).stream())
                .flatMap(part -> part.lines().stream())
                .collect(Collectors.toSet());
        String app = opened.app().key();
        for (FormDefinition lines : List.copyOf(known.values())) {
            Optional<Draft> draft = drafts.find(app, FormDefinition.KIND, lines.id());
            boolean published =
                    publishedApps.designedById(FormDefinition.KIND, lines.id()).isPresent();
            if (wanted.contains(lines.id()) && draft.isEmpty()) {
                drafts.save(app, FormDefinition.KIND, codec.write(lines), 0);
            } else if (!wanted.contains(lines.id()) && draft.isPresent() && !published) {
                known.put(lines.id(), codec.read(draft.get().json(), FormDefinition.class));
                drafts.delete(
                        app,
                        new DraftRef(FormDefinition.KIND, lines.id()),
                        draft.get().version());
            }
        }
    }

    /** A form that is being designed as it would run. */
    PublishedForm asPublished(Opened opened, FormDefinition form) {
        List<PublishedField<?, ?>> fields = form.fields()
                .<PublishedField<?, ?>>flatMap(field -> resolver.resolve(field).stream())
                .toList();
        return new PublishedForm(opened.app(), Locale.ROOT, form, 0, fields, Optional.empty(), Optional.empty());
    }

    Problems problems(Opened opened, FormDefinition form) {
        return kind.validate(opened.published(), form, new Around(opened, form));
    }

    /** A form of another app that a link may lead to. */
    Optional<FormShape> elsewhere(UUID form) {
        return publishedApps
                .designedById(FormDefinition.KIND, form)
                .map(found -> FormShape.of((FormDefinition) found.definition(), resolver));
    }

    /** The formulas of the app with the form as it is now. */
    AppFormulas formulas(Opened opened, FormDefinition form) {
        List<FormShape> shapes = Stream.concat(Stream.of(form), opened.siblings().stream())
                .map(one -> FormShape.of(one, resolver))
                .toList();
        return new AppFormulas(shapes, expressions);
    }

    /**
     * Where a field is used in what apps are made of, with the form as it is now. What belongs to apps that whoever asks may not design is
     * only counted.
     */
    FieldUser.Found uses(Opened opened, FormDefinition form, FieldDefinition field, Locale language) {
        List<FieldUse> named = new ArrayList<>();
        long unnamed = 0;
        for (FieldUser.Found found : found(opened, form, field, language)) {
            named.addAll(found.uses());
            unnamed += found.unnamed();
        }
        return new FieldUser.Found(named, unnamed);
    }

    private List<FieldUser.Found> found(Opened opened, FormDefinition form, FieldDefinition field, Locale language) {
        List<FieldUser.Found> found = new ArrayList<>();
        String own = opened.app().key();
        List<Definition> definitions = drafts.list(own).stream()
                .map(draft -> new Definition(
                        draft.kind(),
                        draft.key(),
                        draft.label(),
                        draft.id().equals(form.id()) ? codec.tree(form) : codec.read(draft.json(), JsonNode.class)))
                .toList();
        FieldSearch search =
                search(opened.app(), true, form, field, shapes(form, opened.siblings()), definitions, language);
        users.forEach(user -> found.add(user.uses(search)));
        if (publishedApps.designedById(FormDefinition.KIND, form.id()).isPresent()) {
            Map<String, App> visible = apps.visible().stream().collect(Collectors.toMap(App::key, Function.identity()));
            publishedApps.designed().stream()
                    .filter(other -> !other.app().key().equals(own) && leadsTo(other, form.id()))
                    .forEach(other -> found.addAll(elsewhere(other, visible, form, field, language)));
        }
        return found;
    }

    private boolean leadsTo(PublishedApp app, UUID form) {
        return app.all(FormDefinition.KIND, FormDefinition.class).stream()
                .flatMap(FormDefinition::fields)
                .anyMatch(field -> resolver.resolve(field)
                        .flatMap(PublishedField::target)
                        .filter(form::equals)
                        .isPresent());
    }

    private List<FieldUser.Found> elsewhere(
            PublishedApp app, Map<String, App> visible, FormDefinition form, FieldDefinition field, Locale language) {
        List<FormDefinition> forms = new ArrayList<>(app.all(FormDefinition.KIND, FormDefinition.class));
        String key = app.app().key();
        if (visible.containsKey(key) && rights.access(key).designs()) {
            List<Definition> definitions = drafts.list(key).stream()
                    .map(draft -> new Definition(
                            draft.kind(), draft.key(), draft.label(), codec.read(draft.json(), JsonNode.class)))
                    .toList();
            FieldSearch search =
                    search(visible.get(key), false, form, field, shapes(form, forms), definitions, language);
            return users.stream().map(user -> user.uses(search)).toList();
        }
        List<Definition> definitions = app.definitions().values().stream()
                .flatMap(List::stream)
                .map(one -> new Definition(one.kind(), one.key(), one.label(), codec.tree(one.definition())))
                .toList();
        FieldSearch search = search(app.app(), false, form, field, shapes(form, forms), definitions, language);
        long unseen = users.stream()
                .filter(user -> !user.kinds().isEmpty())
                .mapToLong(user -> user.uses(search).uses().size())
                .sum();
        return List.of(new FieldUser.Found(List.of(), unseen));
    }

    private FieldSearch search(
            App app,
            boolean own,
            FormDefinition form,
            FieldDefinition field,
            List<FormShape> forms,
            List<Definition> definitions,
            Locale language) {
        FieldUses uses = new FieldUses(form.id(), field.id(), field.key(), ways(forms));
        return new FieldSearch(app, own, form, uses, definitions, texts, language);
    }

    private List<FormShape> shapes(FormDefinition form, List<FormDefinition> others) {
        return Stream.concat(Stream.of(form), others.stream())
                .map(one -> FormShape.of(one, resolver))
                .toList();
    }

    /** By form where the first name of an expression about its records leads. */
    private Map<UUID, Map<String, UUID>> ways(List<FormShape> forms) {
        AppFormulas formulas = new AppFormulas(forms, expressions);
        Map<UUID, Map<String, UUID>> ways = new HashMap<>();
        for (FormShape form : forms) {
            Map<String, UUID> leading = new HashMap<>();
            formulas.rows(form.id())
                    .forEach((name, rows) -> leading.put(name, rows.form().id()));
            form.fields().forEach(field -> field.target().ifPresent(target -> leading.put(field.key(), target)));
            ways.put(form.id(), leading);
        }
        return ways;
    }

    /** The form together with the unpublished ones that it links to, and its lines as they were changed: one does not go live without the other. */
    Set<DraftRef> toPublish(Opened opened, FormDefinition form) {
        Set<DraftRef> refs = new LinkedHashSet<>();
        Deque<FormDefinition> open = new ArrayDeque<>(List.of(form));
        while (!open.isEmpty()) {
            FormDefinition next = open.remove();
            if (refs.add(new DraftRef(FormDefinition.KIND, next.id()))) {
                kind.references(next).stream()
                        .flatMap(reference -> opened.siblings().stream()
                                .filter(sibling -> sibling.id().equals(reference.id())))
                        .filter(sibling -> belongsTo(next, sibling) ? isChanged(sibling) : isNew(sibling))
                        .forEach(open::add);
            }
        }
        return refs;
    }

    private static boolean belongsTo(FormDefinition whole, FormDefinition lines) {
        FormDefinition.PartOf of = lines.partOf();
        return of != null && of.form().equals(whole.id());
    }

    private boolean isNew(FormDefinition form) {
        return publishedApps.designedById(FormDefinition.KIND, form.id()).isEmpty();
    }

    private boolean isChanged(FormDefinition form) {
        return publishedApps.designedWith(FormDefinition.KIND, form.id()).stream()
                .flatMap(app -> app.all(FormDefinition.KIND, FormDefinition.class).stream())
                .noneMatch(form::equals);
    }

    /** What links may point to: the forms of this app as designed, those of other apps as published and allowed. */
    LinkTargets links(Opened opened) {
        return () -> {
            List<LinkTargets.LinkTarget> targets = new ArrayList<>();
            String own = opened.app().label();
            Stream.concat(Stream.of(opened.definition()), opened.siblings().stream())
                    .forEach(form -> targets.add(new LinkTargets.LinkTarget(form.id(), form.label(), own, true)));
            apps.visible().stream()
                    .filter(app -> !app.key().equals(opened.app().key()))
                    .flatMap(app -> links.forms(app.key()).stream())
                    .forEach(form -> targets.add(new LinkTargets.LinkTarget(
                            form.id(), form.label(), form.app().label(), false)));
            return targets;
        };
    }

    /**
     * A form as it was opened.
     *
     * @param published what people use now; null before the first release
     * @param siblings the other forms of the app as designed
     */
    record Opened(
            App app,
            Draft draft,
            FormDefinition definition,
            @Nullable FormDefinition published,
            List<FormDefinition> siblings) {

        /** With the other forms as they are now. */
        Opened beside(List<FormDefinition> others) {
            return new Opened(app, draft, definition, published, others);
        }
    }

    /** What a form is validated beside: drafts of the same app, published forms of others. */
    private final class Around implements PublishContext {

        private final Opened opened;
        private final FormDefinition form;

        Around(Opened opened, FormDefinition form) {
            this.opened = opened;
            this.form = form;
        }

        @Override
        public App app() {
            return opened.app();
        }

        @Override
        public <R> Optional<Found<R>> find(String wanted, UUID id, Class<R> type) {
            Optional<Found<R>> own = siblings(wanted, type).stream()
                    .filter(found -> found instanceof FormDefinition candidate
                            && candidate.id().equals(id))
                    .findFirst()
                    .map(found -> new Found<>(opened.app(), found));
            return own.or(() -> publishedApps
                    .designedWith(wanted, id)
                    .flatMap(app -> app.all(wanted).stream()
                            .filter(found -> found.id().equals(id))
                            .findFirst()
                            .map(found -> new Found<>(app.app(), type.cast(found.definition())))));
        }

        @Override
        public <R> List<R> siblings(String wanted, Class<R> type) {
            return wanted.equals(FormDefinition.KIND)
                    ? Stream.concat(Stream.of(form), opened.siblings().stream())
                            .map(type::cast)
                            .toList()
                    : List.of();
        }

        @Override
        public Optional<String> answer(String question) {
            return Optional.empty();
        }
    }
}
