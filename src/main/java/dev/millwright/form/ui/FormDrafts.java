package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.app.App;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.DraftRef;
import dev.millwright.app.Drafts;
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
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problems;
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
    private final List<DefinitionKind<?>> kinds;

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
            List<DefinitionKind<?>> kinds) {
        this.kinds = kinds;
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

    /** Where a field is used in what the app is made of, with the form as it is now. */
    List<UsesDialog.Use> uses(Opened opened, FormDefinition form, FieldDefinition field, Locale language) {
        FieldUses uses = new FieldUses(form.id(), field.id(), field.key(), linking(opened, form.id()));
        String app = opened.app().key();
        List<UsesDialog.Use> found = new ArrayList<>();
        for (Draft draft : drafts.list(app)) {
            boolean own = draft.id().equals(form.id());
            JsonNode definition =
                    codec.read(own ? codec.write(form.withTogether(List.of())) : draft.json(), JsonNode.class);
            if (own) {
                form.together().stream()
                        .filter(set -> set.fields().contains(field.id()))
                        .forEach(set -> found.add(new UsesDialog.Use(
                                t("form.together"),
                                set.fields().stream()
                                        .flatMap(id -> form.field(id).stream())
                                        .map(FieldDefinition::label)
                                        .collect(Collectors.joining(" + ")),
                                "",
                                "")));
            }
            kinds.stream()
                    .filter(one -> one.key().equals(draft.kind()))
                    .findFirst()
                    .ifPresent(of -> uses.in(definition)
                            .forEach(part -> found.add(new UsesDialog.Use(
                                    of.label().in(language),
                                    draft.label(),
                                    part,
                                    of.hasPageOfItsOwn()
                                            ? ""
                                            : "app/" + app + "/design/" + draft.kind() + "/" + draft.key()))));
        }
        return found;
    }

    /** By form of the app the keys of its links to a form. */
    private Map<UUID, Set<String>> linking(Opened opened, UUID form) {
        Map<UUID, Set<String>> linking = new HashMap<>();
        for (FormDefinition other : opened.siblings()) {
            Set<String> links = other.fields()
                    .filter(one -> resolver.resolve(one)
                            .flatMap(PublishedField::target)
                            .filter(form::equals)
                            .isPresent())
                    .map(FieldDefinition::key)
                    .collect(Collectors.toSet());
            if (!links.isEmpty()) {
                linking.put(other.id(), links);
            }
        }
        return linking;
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
