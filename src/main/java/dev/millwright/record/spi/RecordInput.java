package dev.millwright.record.spi;

import dev.millwright.field.Masked;
import dev.millwright.field.ValueFormatException;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.RecordChange;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what programs write of a record and its lines, a flat JSON object, as the gate takes it. */
public final class RecordInput {

    /** The fields that every record has. */
    public static final Set<String> SYSTEM =
            Set.of("id", "version", "created_at", "created_by", "updated_at", "updated_by", "deleted_at", "deleted_by");

    /** Says with the id of a line that it is to go; no field has such a name. */
    public static final String DELETE = "_delete";

    private final PublishedForm form;
    private final Map<String, RecordInput> lines = new LinkedHashMap<>();

    /**
     * @param lines the forms of the lines, by the key of their part
     */
    public RecordInput(PublishedForm form, Map<String, PublishedForm> lines) {
        this.form = form;
        lines.forEach((part, some) -> this.lines.put(part, new RecordInput(some, Map.of())));
    }

    /**
     * The values in a JSON object from outside, and what is wrong with their shapes. What the server itself says of a record may come
     * back with it and is left out.
     *
     * @throws UnknownFieldException for a name that the form does not have
     */
    public Read read(ObjectNode json) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        Map<String, List<RecordChange>> changes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            String key = property.getKey();
            PublishedField<?, ?> field = form.field(key).orElse(null);
            RecordInput line = lines.get(key);
            if (line != null) {
                List<RecordChange> some = changes.computeIfAbsent(key, _ -> new ArrayList<>());
                line.readLines(property.getValue(), key, some, problems);
                continue;
            }
            if (field == null) {
                if (SYSTEM.contains(key)) {
                    continue;
                }
                throw new UnknownFieldException(key);
            }
            try {
                values.put(key, field.fromJson(property.getValue()));
            } catch (ValueFormatException e) {
                // Whether it is the mask of what is there, the gate tells.
                property.getValue()
                        .asStringOpt()
                        .flatMap(Masked::in)
                        .ifPresentOrElse(mask -> values.put(key, mask), () -> problems.add(e.at(key)));
            }
        }
        return new Read(values, changes, problems);
    }

    /** What is to become of lines: with an id one that is there, without one a new one; what is not named stays. */
    private void readLines(JsonNode json, String part, List<RecordChange> changes, List<Problem> problems) {
        if (json.isNull()) {
            return;
        }
        if (!json.isArray()) {
            problems.add(Problem.error("record.error.linesShape", part));
            return;
        }
        for (JsonNode entry : json) {
            String path = part + "." + changes.size();
            if (!(entry instanceof ObjectNode object)) {
                problems.add(Problem.error("record.error.linesShape", path));
                return;
            }
            JsonNode id = object.path("id");
            boolean goes = object.path(DELETE).asBoolean(false);
            ObjectNode values = object.deepCopy();
            values.remove(DELETE);
            Read read = read(values);
            read.problems().forEach(problem -> problems.add(problem.under(path)));
            if (id.isMissingNode() || id.isNull()) {
                if (goes) {
                    problems.add(Problem.error("record.error.linesShape", path));
                }
                changes.add(new RecordChange.Create(read.values()));
                continue;
            }
            // An id that is none leads to no line, as an unknown one does.
            UUID line = Ids.parse(id.asString("")).orElseGet(Ids::next);
            JsonNode version = object.path("version");
            Long seen =
                    version.isIntegralNumber() && version.canConvertToLong() ? Long.valueOf(version.asLong()) : null;
            changes.add(
                    goes ? new RecordChange.Delete(line, seen) : new RecordChange.Update(line, seen, read.values()));
        }
    }

    /**
     * Values as the gate takes them, as far as they could be read.
     *
     * @param lines what is to become of lines, by the key of their part
     */
    public record Read(
            Map<String, @Nullable Object> values, Map<String, List<RecordChange>> lines, List<Problem> problems) {

        // Written out: of a short one javac keeps no annotations of types.
        public Read(
                Map<String, @Nullable Object> values, Map<String, List<RecordChange>> lines, List<Problem> problems) {
            this.values = values;
            this.lines = lines;
            this.problems = problems;
        }
    }
}
