package dev.millwright.record.web;

import dev.millwright.field.PersonRef;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Aggregates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Groups and their figures as flat JSON objects, each value under the key by which it was asked for. */
record AggregateJson(PublishedForm form, List<Group> groups, List<Measure> measures) {

    ObjectNode write(Aggregates.Row row) {
        ObjectNode json = Json.object();
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            Object value = row.groups().get(i);
            json.set(
                    group.key(),
                    group.bucket() != null && value instanceof LocalDate day
                            ? json.stringNode(stretch(group.bucket(), day))
                            : value(group.field(), value));
        }
        for (int i = 0; i < measures.size(); i++) {
            json.set(
                    measures.get(i).key(),
                    value(measures.get(i).field(), row.measures().get(i)));
        }
        return json;
    }

    private JsonNode value(@Nullable String key, @Nullable Object value) {
        ObjectNode nodes = Json.object();
        PublishedField<?, ?> field = key == null ? null : form.field(key).orElse(null);
        return switch (value) {
            case null -> nodes.nullNode();
            case PersonRef person -> RecordJson.person(person);
            case BigDecimal number -> nodes.numberNode(number);
            case Long number -> nodes.numberNode(number);
            case Object other
            when field != null && field.type().valueType().isInstance(other) -> RecordJson.value(field, other);
            default -> nodes.stringNode(value.toString());
        };
    }

    private static String stretch(Bucket bucket, LocalDate first) {
        return switch (bucket) {
            case DAY -> first.toString();
            case WEEK ->
                String.format(
                        Locale.ROOT,
                        "%04d-W%02d",
                        first.get(IsoFields.WEEK_BASED_YEAR),
                        first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTH -> first.toString().substring(0, "2026-01".length());
            case QUARTER ->
                String.format(Locale.ROOT, "%04d-Q%d", first.getYear(), first.get(IsoFields.QUARTER_OF_YEAR));
            case YEAR -> String.format(Locale.ROOT, "%04d", first.getYear());
        };
    }
}
