package dev.millwright.form;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.form.FormDefinition.PartOf;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Label;
import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the form whose records are lines of another form's records: with the link there and the order of the lines. */
@Component
public class LinesDesign {

    private static final Label POSITION = Label.of("Position", "行号");
    private static final Label FIRST = Label.of("Item", "项目");
    private static final Label LINES = Label.of("Lines", "明细");

    private final FieldTypes types;
    private final FormPartTypes parts;
    private final DefinitionCodec codec;

    LinesDesign(FieldTypes types, FormPartTypes parts, DefinitionCodec codec) {
        this.types = types;
        this.parts = parts;
        this.codec = codec;
    }

    /**
     * A form to begin with.
     *
     * @param whole whose records have the lines
     * @param label what the lines are called there
     * @param taken keys of the forms that there are
     */
    public FormDefinition linesOf(FormDefinition whole, String label, Locale language, Predicate<String> taken) {
        String key = Keys.propose(whole.key() + "_" + Keys.propose(label, "lines", none -> false), "lines", taken);
        UUID link = Ids.next();
        UUID position = Ids.next();
        FieldDefinition first = text(language);
        FieldDefinition to = with(link, whole.key(), whole.label(), type -> linking(type, whole.id()))
                .withRequired(true);
        FieldDefinition order = with(position, "position", POSITION.in(language), this::ordering);
        SectionDefinition columns = new SectionDefinition(Ids.next(), "", List.of(new RowDefinition(List.of(first))));
        SectionDefinition kept =
                new SectionDefinition(Ids.next(), LINES.in(language), List.of(new RowDefinition(List.of(to, order))));
        return new FormDefinition(
                Ids.next(),
                key,
                whole.label() + " · " + label,
                "vaadin:list",
                null,
                null,
                List.of(columns, kept),
                List.of(),
                new PartOf(whole.id(), link, position));
    }

    /**
     * The part of a form that shows lines.
     *
     * @param whole the form that is to have it
     * @param lines the form whose records they are
     */
    public FieldDefinition partFor(FormDefinition whole, String label, UUID lines) {
        return parts.all().stream()
                .flatMap(type -> partFor(type, whole, label, lines).stream())
                .findFirst()
                .orElseThrow();
    }

    private <C> Optional<FieldDefinition> partFor(
            FormPartType<C> type, FormDefinition whole, String label, UUID lines) {
        Predicate<String> taken =
                key -> whole.fields().anyMatch(field -> field.key().equals(key));
        return type.withLines(type.defaultConfig(), lines)
                .map(config -> new FieldDefinition(
                        Ids.next(),
                        Keys.propose(label, "lines", taken),
                        label,
                        type.key(),
                        (ObjectNode) codec.tree(config),
                        false,
                        false,
                        "",
                        "",
                        null));
    }

    /** Whether a part of the type has lines, and so needs a form for them. */
    public static boolean wantsForm(FormPartType<?> type) {
        return linked(type);
    }

    private static <C> boolean linked(FormPartType<C> type) {
        return type.withLines(type.defaultConfig(), new UUID(0, 0)).isPresent();
    }

    private FieldDefinition text(Locale language) {
        FieldType<?, ?> type = types.all().stream()
                .filter(some -> some.usableAsTitle() && some.valueKind() == ValueKind.TEXT)
                .findFirst()
                .orElseThrow();
        return field(Ids.next(), "item", FIRST.in(language), type, codec.tree(type.newConfig(language)));
    }

    private FieldDefinition with(
            UUID id, String key, String label, Function<FieldType<?, ?>, Optional<JsonNode>> config) {
        return types.all().stream()
                .flatMap(type -> config.apply(type).map(json -> field(id, key, label, type, json)).stream())
                .findFirst()
                .orElseThrow();
    }

    private <C> Optional<JsonNode> linking(FieldType<C, ?> type, UUID form) {
        return type.linkingTo(form).map(codec::tree);
    }

    private <C> Optional<JsonNode> ordering(FieldType<C, ?> type) {
        return type.keepingOrder().map(codec::tree);
    }

    private static FieldDefinition field(UUID id, String key, String label, FieldType<?, ?> type, JsonNode config) {
        return new FieldDefinition(id, key, label, type.key(), (ObjectNode) config, false, false, "", "", null);
    }
}
