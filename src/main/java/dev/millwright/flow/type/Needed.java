package dev.millwright.flow.type;

import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.PeopleSteps;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What nodes about records need, and what is wrong with it. */
final class Needed {

    private Needed() {}

    static Set<UUID> of(@Nullable UUID definition) {
        return definition == null ? Set.of() : Set.of(definition);
    }

    /** How people call the form, or that none was chosen. */
    static String form(@Nullable UUID form, NodeContext context) {
        return form == null
                ? "?"
                : context.form(form).map(FormDefinition::label).orElse("?");
    }

    static String text(NodeContext context, String key, Object... arguments) {
        return context.texts().text(context.locale(), key, arguments);
    }

    /** Fields of the flow's form have to be there. */
    static Problems fields(List<String> keys, NodeContext context, String path) {
        Problems problems = Problems.NONE;
        for (String key : keys) {
            boolean there = context.form().stream()
                    .flatMap(FormDefinition::fields)
                    .anyMatch(field -> field.key().equals(key));
            if (!there) {
                problems = problems.and(Problem.error("flow.node.error.noField", path, key));
            }
        }
        return problems;
    }

    /** A field of the flow's form has to be there and to hold a day. */
    static Problems date(String key, NodeContext context, String path) {
        return fields(List.of(key), context, path).and(PeopleSteps.date(key, context, path));
    }

    /** What the product keeps changes without anybody changing it, which begins no flow. */
    static Problems notKept(List<String> keys, NodeContext context, String path) {
        return new Problems(context.form().stream()
                .flatMap(FormDefinition::fields)
                .filter(field -> keys.contains(field.key()))
                .flatMap(field -> context.bound(field).stream())
                .filter(PublishedField::isKept)
                .map(field -> Problem.error("flow.node.error.kept", path, field.label()))
                .toList());
    }

    /** The form has to be one of the app itself. */
    static Problems ownForm(@Nullable UUID form, NodeContext context, String path) {
        if (form == null) {
            return Problems.of(Problem.error("flow.node.error.noForm", path));
        }
        boolean own = context.forms().stream().anyMatch(one -> one.id().equals(form));
        return own ? Problems.NONE : Problems.of(Problem.error("flow.node.error.otherApp", path));
    }

    /** Fields that are filled have to be there, of a form of the app itself, and their formulas make sense. */
    static Problems values(@Nullable UUID form, Map<String, String> values, NodeContext context, String path) {
        return values(
                form,
                values,
                Set.of(),
                path,
                context,
                formula -> context.formula(context.flow().form(), formula, path));
    }

    /** Likewise of records that are there, of which formulas may name what they hold. */
    static Problems changes(@Nullable UUID form, Map<String, String> values, NodeContext context, String path) {
        return values(
                form,
                values,
                Set.of(),
                path,
                context,
                formula -> form == null
                        ? Problems.NONE
                        : context.change(context.flow().form(), form, formula, path));
    }

    /** Fields that records are chosen by, or the record itself. */
    static Problems match(@Nullable UUID form, Map<String, String> values, NodeContext context, String path) {
        return values(
                form,
                values,
                Set.of(RecordChoice.ITSELF),
                path,
                context,
                formula -> context.formula(context.flow().form(), formula, path));
    }

    private static Problems values(
            @Nullable UUID form,
            Map<String, String> values,
            Set<String> besides,
            String path,
            NodeContext context,
            Function<String, Problems> check) {
        Problems problems = ownForm(form, context, path);
        if (form == null || problems.hasErrors()) {
            return problems;
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            String key = value.getKey();
            Optional<String> label = context.form(form).stream()
                    .flatMap(FormDefinition::fields)
                    .filter(field -> field.key().equals(key))
                    .map(FieldDefinition::label)
                    .findFirst();
            if (label.isEmpty() && !besides.contains(key)) {
                problems = problems.and(Problem.error("flow.node.error.noField", path, key));
                continue;
            }
            problems = problems.and(
                    value.getValue().isBlank()
                            ? Problems.of(unfinished(label.orElse(""), path))
                            : check.apply(value.getValue()));
        }
        return problems;
    }

    private static Problem unfinished(String label, String path) {
        return label.isEmpty()
                ? Problem.error("flow.node.error.noRecordValue", path)
                : Problem.error("flow.node.error.noValue", path, label);
    }
}
