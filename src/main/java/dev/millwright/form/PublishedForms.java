package dev.millwright.form;

import dev.millwright.app.App;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The published forms of all apps, resolved once per snapshot of an app. Knows no rights: the gate asks for those. */
@Component
public class PublishedForms {

    private final PublishedApps apps;
    private final FieldResolver resolver;
    private final Map<Key, Resolved> resolved = new ConcurrentHashMap<>();

    PublishedForms(PublishedApps apps, FieldResolver resolver) {
        this.apps = apps;
        this.resolver = resolver;
    }

    /** The forms of an app in the order in which the app lists them. */
    public List<PublishedForm> all(PublishedApp app) {
        Key key = new Key(app.app().id(), app.language());
        Resolved known = resolved.get(key);
        if (known == null || !known.isOf(app)) {
            known = new Resolved(app, resolve(app));
            resolved.put(key, known);
        }
        return known.forms();
    }

    /** What the records of a form are lines of; empty for a form that stands by itself. */
    public Optional<LinesOf> linesOf(PublishedApp app, String form) {
        List<PublishedForm> all = all(app);
        for (PublishedForm lines : all) {
            if (lines.key().equals(form)) {
                FormDefinition.PartOf partOf = lines.definition().partOf();
                return partOf == null
                        ? Optional.empty()
                        : all.stream()
                                .filter(whole -> whole.id().equals(partOf.form()))
                                .findFirst()
                                .map(whole -> new LinesOf(whole, partOf, partFor(whole, lines.id())));
            }
        }
        return Optional.empty();
    }

    private static Optional<PublishedPart<?>> partFor(PublishedForm whole, UUID lines) {
        return whole.lineParts()
                .filter(part -> part.lines().filter(lines::equals).isPresent())
                .findFirst();
    }

    /**
     * What lines belong to.
     *
     * @param whole the form whose records have the lines
     * @param part where on that form they stand; empty while it was taken off the form
     */
    public record LinesOf(PublishedForm whole, FormDefinition.PartOf by, Optional<PublishedPart<?>> part) {}

    public Optional<PublishedForm> find(String app, String form) {
        return apps.find(app)
                .flatMap(published -> all(published).stream()
                        .filter(f -> f.key().equals(form))
                        .findFirst());
    }

    /** A form of any app by its id. */
    public Optional<PublishedForm> byId(UUID id) {
        return apps.appOf(FormDefinition.KIND, id)
                .flatMap(published ->
                        all(published).stream().filter(f -> f.id().equals(id)).findFirst());
    }

    private List<PublishedForm> resolve(PublishedApp app) {
        return app.all(FormDefinition.KIND).stream()
                .map(d -> resolve(app, (FormDefinition) d.definition(), d.since()))
                .toList();
    }

    private PublishedForm resolve(PublishedApp app, FormDefinition form, long since) {
        return resolve(app.app(), app.language(), form, since);
    }

    private PublishedForm resolve(App app, Locale language, FormDefinition form, long since) {
        List<PublishedField<?, ?>> fields = form.fields()
                .<PublishedField<?, ?>>flatMap(f -> resolver.resolve(f).stream())
                .toList();
        return new PublishedForm(
                app,
                language,
                form,
                since,
                fields,
                titleOf(form, fields),
                byId(fields, form.keyField()).filter(PublishedForms::isKey),
                form.fields()
                        .<PublishedPart<?>>flatMap(f -> resolver.part(f).stream())
                        .toList());
    }

    /** Forms as they will be published by the release that is under way. */
    public List<PublishedForm> after(PublishContext release) {
        return release.siblings(FormDefinition.KIND, FormDefinition.class).stream()
                .map(form -> resolve(release.app(), Locale.ROOT, form, release.release()))
                .toList();
    }

    /** The field that names a record: as chosen, else its code, else the first text that people enter, else the first text. */
    public static Optional<PublishedField<?, ?>> titleOf(FormDefinition form, List<PublishedField<?, ?>> fields) {
        return byId(fields, form.titleField())
                // Earlier releases may have chosen so.
                .filter(f -> !f.type().isSealed())
                .or(() -> fields.stream().filter(f -> f.generator().isPresent()).findFirst())
                .or(() -> fields.stream()
                        .filter(f -> isTitle(f) && !f.isComputed())
                        .findFirst())
                .or(() -> fields.stream().filter(PublishedForms::isTitle).findFirst());
    }

    /** Whether the field can name records: its values are short texts for everybody who may see the record. */
    public static boolean isTitle(PublishedField<?, ?> field) {
        return field.type().usableAsTitle() && !field.type().isSealed();
    }

    /** Whether records can be found by the field: it has one value, which no other record has where the field says so. */
    public static boolean isKey(PublishedField<?, ?> field) {
        return field.generator().isPresent()
                || field.type().supportsUnique() && !field.type().isSealed();
    }

    private static Optional<PublishedField<?, ?>> byId(List<PublishedField<?, ?>> fields, @Nullable UUID id) {
        return fields.stream().filter(f -> f.id().equals(id)).findFirst();
    }

    private record Key(UUID app, Locale language) {}

    private record Resolved(PublishedApp app, List<PublishedForm> forms) {

        @SuppressWarnings(
                "ReferenceEquality") // a snapshot never changes, and comparing all of it would cost more than resolving
        // it
        boolean isOf(PublishedApp other) {
            return app == other;
        }
    }
}
