package dev.millwright.print.internal;

import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Scope;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedPart;
import dev.millwright.print.spi.Naming;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What of a form's records can be printed, by name. */
public final class FormNames implements Naming {

    /** A name between braces. */
    static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");

    /** Around the record; the values are found when it is printed. */
    static final List<String> AROUND = List.of("@title", "@address", "@form", "@app", "@today", "@now", "@me");

    static final List<String> COUNTS = List.of("@page", "@pages");

    private static final Map<String, ExpressionType> SYSTEM = Map.of(
            "id", ExpressionType.ID,
            "version", ExpressionType.NUMBER,
            "created_at", ExpressionType.DATE_TIME,
            "created_by", ExpressionType.PERSON,
            "updated_at", ExpressionType.DATE_TIME,
            "updated_by", ExpressionType.PERSON);

    private static final int DEEPEST = 3;

    private final FormDefinition form;
    private final Forms forms;
    private final FieldResolver resolver;
    private final Texts texts;
    private final Locale locale;

    public FormNames(FormDefinition form, Forms forms, FieldResolver resolver, Texts texts, Locale locale) {
        this.form = form;
        this.forms = forms;
        this.resolver = resolver;
        this.texts = texts;
        this.locale = locale;
    }

    FormDefinition form() {
        return form;
    }

    Forms forms() {
        return forms;
    }

    public String formLabel() {
        return form.label();
    }

    /** The same for another form. */
    public FormNames of(FormDefinition other) {
        return new FormNames(other, forms, resolver, texts, locale);
    }

    @Override
    public Locale locale() {
        return locale;
    }

    @Override
    public String label(String path) {
        return find(path).map(FieldPath::label).orElse(path);
    }

    @Override
    public String labelled(String text) {
        return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement("‹" + labelOf(place.group(1)) + "›"));
    }

    private String labelOf(String path) {
        return COUNTS.contains(path) ? word(path) : label(path);
    }

    /** The value of that name; empty when there is none. */
    Optional<FieldPath> find(String path) {
        if (AROUND.contains(path) || SYSTEM.containsKey(path)) {
            return Optional.of(new FieldPath(path, List.of(), null, word(path)));
        }
        List<PublishedField<?, ?>> links = new ArrayList<>();
        FormDefinition at = form;
        String[] parts = path.split("\\.", -1);
        if (parts.length > DEEPEST) {
            return Optional.empty();
        }
        for (int i = 0; i < parts.length; i++) {
            Optional<PublishedField<?, ?>> found = field(at, parts[i]);
            if (i == parts.length - 1) {
                String label = Stream.concat(links.stream(), found.stream())
                        .map(PublishedField::label)
                        .reduce((a, b) -> a + " · " + b)
                        .orElse(path);
                return found.map(field -> new FieldPath(path, links, field, label));
            }
            Optional<FormDefinition> target =
                    found.flatMap(PublishedField::target).flatMap(forms::form);
            if (target.isEmpty()) {
                return Optional.empty();
            }
            links.add(found.get());
            at = target.get();
        }
        return Optional.empty();
    }

    private Optional<PublishedField<?, ?>> field(FormDefinition of, String key) {
        return of.fields().filter(field -> field.key().equals(key)).findFirst().flatMap(resolver::resolve);
    }

    /** The form's own fields, bound to their types. */
    public List<PublishedField<?, ?>> fields() {
        return form.fields()
                .<PublishedField<?, ?>>flatMap(field -> resolver.resolve(field).stream())
                .toList();
    }

    /** Everything that can be printed, fields first, each followed by those of the record it links to. */
    public List<Choice> choices() {
        List<Choice> choices = new ArrayList<>();
        for (PublishedField<?, ?> field : fields()) {
            choices.add(new Choice(field.key(), field.label(), field.kind()));
            field.target()
                    .flatMap(forms::form)
                    .ifPresent(target -> of(target)
                            .fields()
                            .forEach(linked -> choices.add(new Choice(
                                    field.key() + "." + linked.key(),
                                    field.label() + " · " + linked.label(),
                                    linked.kind()))));
        }
        AROUND.forEach(name -> choices.add(new Choice(name, word(name), ValueKind.TEXT)));
        Stream.of("created_at", "created_by", "updated_at", "updated_by")
                .forEach(name -> choices.add(new Choice(name, word(name), ValueKind.TEXT)));
        return choices;
    }

    /** The forms of the app whose records link to this form's, with the field that does. */
    public List<Choice> linking() {
        List<Choice> linking = new ArrayList<>();
        for (FormDefinition other : forms.ofApp()) {
            for (PublishedField<?, ?> field : of(other).fields()) {
                if (field.target().filter(form.id()::equals).isPresent()) {
                    linking.add(new Choice(
                            other.key() + "/" + field.key(),
                            isLines(other, field)
                                    ? texts.text(locale, "print.rows.lines", other.label())
                                    : texts.text(locale, "print.rows.linked", other.label(), field.label()),
                            field.kind()));
                }
            }
        }
        return linking;
    }

    /** Whether the records of the other form are lines of this form's by the field. */
    private boolean isLines(FormDefinition other, PublishedField<?, ?> field) {
        FormDefinition.PartOf of = other.partOf();
        return of != null && of.form().equals(form.id()) && of.link().equals(field.id());
    }

    /** What stands on the form beside its fields. */
    Stream<PublishedPart<?>> parts() {
        return form.fields().flatMap(field -> resolver.part(field).stream());
    }

    /** The forms whose records are lines of this form's, with the field by which they are. */
    List<Linking> lines() {
        return forms.ofApp().stream()
                .flatMap(other -> of(other).fields().stream()
                        .filter(field -> isLines(other, field))
                        .map(field -> new Linking(other, field)))
                .toList();
    }

    /** The form and field of a source of rows. */
    public Optional<Linking> linking(String source) {
        String[] parts = source.split("/", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        return forms.ofApp().stream()
                .filter(other -> other.key().equals(parts[0]))
                .findFirst()
                .flatMap(other -> field(other, parts[1])
                        .filter(field ->
                                field.target().filter(form.id()::equals).isPresent())
                        .map(field -> new Linking(other, field)));
    }

    /** The names that a condition may use. */
    Scope scope() {
        List<Scope.Name> names = new ArrayList<>();
        fields().forEach(field -> names.add(new Scope.Name(field.key(), field.label(), field.nameType())));
        SYSTEM.forEach((name, type) -> names.add(new Scope.Name(name, name, type)));
        return new Scope(names);
    }

    String word(String name) {
        return texts.text(locale, "print.name." + name.replace("@", ""));
    }

    Function<UUID, Optional<FormDefinition>> lookup() {
        return forms::form;
    }

    /**
     * Something that can be printed.
     *
     * @param path its name
     */
    public record Choice(String path, String label, ValueKind kind) {}

    /** A form whose field links to this form's records. */
    public record Linking(FormDefinition form, PublishedField<?, ?> field) {}
}
