package dev.millwright.flow.spi;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.extension.PropertyKind.Choice.Option;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.PeopleStep.Nobody;
import dev.millwright.flow.PeopleStep.Rejection;
import dev.millwright.flow.PeopleStep.StarterRule;
import dev.millwright.flow.VotePolicy;
import dev.millwright.shared.Label;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Properties of nodes and triggers with the editors of the flow designer. */
public final class NodeProperties {

    private NodeProperties() {}

    /**
     * All that is set about a step for people.
     *
     * @param name the record component that holds the step
     */
    public static <C> List<ConfigProperty<C, ?>> step(
            String name,
            NodeBehaviour.People.Kind kind,
            Function<C, PeopleStep> getter,
            BiFunction<C, PeopleStep, C> wither) {
        Step<C> step = new Step<>(name, getter, wither);
        List<ConfigProperty<C, ?>> properties = new ArrayList<>();
        properties.add(step.custom(
                "people",
                Label.of("Who", "由谁处理"),
                NodeEditors::people,
                FlowWords::people,
                PeopleStep::people,
                PeopleStep::withPeople));
        properties.add(step.custom(
                "policy",
                Label.of("When there are several", "有多人时"),
                NodeEditors::policy,
                FlowWords::policy,
                PeopleStep::policy,
                PeopleStep::withPolicy));
        Label fields = Label.of("Fields", "字段权限");
        properties.add(step.property(
                "fields",
                fields,
                NodeProperties.<String, FieldRight>table(
                        fields, (editors, label, value) -> editors.fieldRights(label, value), FlowWords::rights),
                PeopleStep::fields,
                PeopleStep::withFields));
        properties.add(step.<@Nullable Deadline>custom(
                "due",
                Label.of("Time", "时限"),
                (editors, label, value) -> editors.deadline(label, value),
                (due, context) -> due == null ? "" : FlowWords.time(due, context),
                PeopleStep::due,
                PeopleStep::withDue));
        if (kind == NodeBehaviour.People.Kind.APPROVE) {
            properties.add(step.choice(
                    "rejection",
                    Label.of("After a no", "拒绝后"),
                    List.of(
                            option(Rejection.END, "The flow ends as rejected", "流程以“已拒绝”结束"),
                            option(Rejection.TO_STEP, "Back to an earlier step", "退回到指定步骤"),
                            option(Rejection.CHOSEN, "Who says no chooses", "由拒绝人选择"),
                            option(Rejection.BRANCH, "Goes on in a branch of its own", "走单独的拒绝分支")),
                    present -> present.rejection().name(),
                    (present, value) -> present.withRejection(Rejection.valueOf(value), present.rejectTo())));
            properties.add(step.<@Nullable UUID>custom(
                            "rejectTo",
                            Label.of("Back to", "退回到"),
                            (editors, label, value) -> editors.earlierNode(label, value),
                            FlowWords::node,
                            PeopleStep::rejectTo,
                            (present, to) -> present.withRejection(present.rejection(), to))
                    .visibleWhen(config -> getter.apply(config).rejection() == Rejection.TO_STEP));
        }
        properties.add(step.choice(
                "nobody",
                Label.of("Nobody is found", "找不到人时"),
                List.of(
                        option(Nobody.OWNER, "The owner of the flow is asked", "交给流程负责人"),
                        option(Nobody.PASS, "The step passes", "自动通过"),
                        option(Nobody.REFUSE, "The flow does not go on", "不允许继续")),
                present -> present.nobody().name(),
                (present, value) -> present.withNobody(Nobody.valueOf(value))));
        if (kind == NodeBehaviour.People.Kind.APPROVE) {
            properties.add(step.choice(
                    "starter",
                    Label.of("The starter is among them", "发起人也在其中时"),
                    List.of(
                            option(StarterRule.ASK, "Asked like the others", "照常处理"),
                            option(StarterRule.PASS, "Counts as a yes", "视为同意"),
                            option(StarterRule.HEAD, "The head one level up is asked", "改由上一级主管处理")),
                    present -> present.starter().name(),
                    (present, value) -> present.withStarter(StarterRule.valueOf(value))));
            properties.add(new ConfigProperty<C, Boolean>(
                    step.name("fourEyes"),
                    Label.of("Never approved by the starter (four eyes)", "发起人不得自己批准（四眼原则）"),
                    null,
                    new PropertyKind.Toggle(),
                    config -> getter.apply(config).fourEyes(),
                    (config, on) -> wither.apply(config, getter.apply(config).withFourEyes(on)),
                    config -> true,
                    false));
        }
        properties.add(step.custom(
                "buttons",
                Label.of("Buttons", "按钮"),
                NodeEditors::buttons,
                FlowWords::buttons,
                PeopleStep::buttons,
                PeopleStep::withButtons));
        return List.copyOf(properties);
    }

    private static Option option(Enum<?> value, String en, String zh) {
        return new Option(value.name(), Label.of(en, zh));
    }

    public static <C> ConfigProperty<C, List<PeopleSource>> people(
            String name,
            Label label,
            Function<C, List<PeopleSource>> getter,
            BiFunction<C, List<PeopleSource>, C> wither) {
        return ConfigProperty.of(name, label, spoken(label, NodeEditors::people, FlowWords::people), getter, wither);
    }

    public static <C> ConfigProperty<C, VotePolicy> policy(
            String name, Label label, Function<C, VotePolicy> getter, BiFunction<C, VotePolicy, C> wither) {
        return ConfigProperty.of(name, label, spoken(label, NodeEditors::policy, FlowWords::policy), getter, wither);
    }

    public static <C> ConfigProperty<C, Deadline.@Nullable Span> span(
            String name,
            Label label,
            Function<C, Deadline.@Nullable Span> getter,
            BiFunction<C, Deadline.@Nullable Span, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<Deadline.@Nullable Span>spoken(
                        label,
                        (editors, text, value) -> editors.span(text, value),
                        (span, context) -> span == null ? "" : FlowWords.span(span, context)),
                getter,
                wither);
    }

    /** A condition about the flow's record. */
    public static <C> ConfigProperty<C, String> condition(
            String name, Label label, Function<C, String> getter, BiFunction<C, String, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                spoken(label, (editors, text, value) -> editors.condition(text, null, value), FlowWords::expression),
                getter,
                wither);
    }

    /** A formula about the flow's record. */
    public static <C> ConfigProperty<C, String> formula(
            String name, Label label, Function<C, String> getter, BiFunction<C, String, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                spoken(label, (editors, text, value) -> editors.formula(text, null, value), FlowWords::expression),
                getter,
                wither);
    }

    /** A field of the flow's form. */
    public static <C> ConfigProperty<C, String> field(
            String name,
            Label label,
            Set<ValueKind> kinds,
            Function<C, String> getter,
            BiFunction<C, String, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                spoken(label, (editors, text, value) -> editors.field(text, null, kinds, value), FlowWords::field),
                getter,
                wither);
    }

    /** Fields of the flow's form. */
    public static <C> ConfigProperty<C, List<String>> fields(
            String name,
            Label label,
            Set<ValueKind> kinds,
            Function<C, List<String>> getter,
            BiFunction<C, List<String>, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                spoken(label, (editors, text, value) -> editors.fields(text, null, kinds, value), FlowWords::fields),
                getter,
                wither);
    }

    /** What fields of the flow's record are set to. */
    public static <C> ConfigProperty<C, Map<String, String>> values(
            String name,
            Label label,
            Function<C, Map<String, String>> getter,
            BiFunction<C, Map<String, String>, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                table(
                        label,
                        (editors, text, value) -> editors.values(text, null, value),
                        (values, context) ->
                                FlowWords.values(values, context.flow().form(), context)),
                getter,
                wither);
    }

    public static <C> ConfigProperty<C, @Nullable UUID> form(
            String name, Label label, Function<C, @Nullable UUID> getter, BiFunction<C, @Nullable UUID, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<@Nullable UUID>spoken(
                        label, (editors, text, value) -> editors.form(text, value), FlowWords::form),
                getter,
                wither);
    }

    /** What a field has to hold; edited anew when it is about another field. */
    public static <C> ConfigProperty<C, FieldValue> fieldValue(
            String name, Label label, Function<C, FieldValue> getter, BiFunction<C, FieldValue, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<FieldValue>spoken(
                        label,
                        (editors, text, value) -> {
                            FieldValue present = value.get();
                            return editors.fieldValue(text, present.field(), new ValueAccess<String>() {
                                @Override
                                public String get() {
                                    return present.value();
                                }

                                @Override
                                public void set(String chosen) {
                                    value.set(present.withValue(chosen));
                                }
                            });
                        },
                        (present, context) -> context.valueInWords(present.field(), present.value())),
                getter,
                wither);
    }

    /** A text for people that may name fields, as {@link FieldsInText} says. */
    public static <C> ConfigProperty<C, String> message(
            String name, Label label, int longest, Function<C, String> getter, BiFunction<C, String, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<String>spoken(
                        label,
                        (editors, text, value) -> editors.message(text, longest, value),
                        (text, context) -> text),
                getter,
                wither);
    }

    public static <C> ConfigProperty<C, @Nullable UUID> flow(
            String name, Label label, Function<C, @Nullable UUID> getter, BiFunction<C, @Nullable UUID, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<@Nullable UUID>spoken(
                        label, (editors, text, value) -> editors.flow(text, value), FlowWords::flow),
                getter,
                wither);
    }

    /**
     * One of what else the app is made of.
     *
     * @param choices labels by id, in their order
     */
    public static <C> ConfigProperty<C, @Nullable UUID> other(
            String name,
            Label label,
            Function<NodeContext, Map<UUID, String>> choices,
            Function<C, @Nullable UUID> getter,
            BiFunction<C, @Nullable UUID, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<@Nullable UUID>spoken(
                        label,
                        (editors, text, value) -> editors.other(text, choices, value),
                        (id, context) ->
                                id == null ? "" : choices.apply(context).getOrDefault(id, id.toString())),
                getter,
                wither);
    }

    public static <C> ConfigProperty<C, @Nullable UUID> earlierNode(
            String name, Label label, Function<C, @Nullable UUID> getter, BiFunction<C, @Nullable UUID, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<@Nullable UUID>spoken(
                        label, (editors, text, value) -> editors.earlierNode(text, value), FlowWords::node),
                getter,
                wither);
    }

    /** An editor of the designer's as the kind of a property, for what the others here do not cover, and its value in words. */
    public static <T extends @Nullable Object> PropertyKind.Custom<T> spoken(
            Label label, Made<T> made, BiFunction<T, NodeContext, String> words) {
        return new PropertyKind.Custom<>(new Editor<>(label, made, words, (value, other) -> value));
    }

    /** As {@link #spoken}, for a table of which only the rows that differ are told. */
    static <K, V> PropertyKind.Custom<Map<K, V>> table(
            Label label, Made<Map<K, V>> made, BiFunction<Map<K, V>, NodeContext, String> words) {
        return new PropertyKind.Custom<>(new Editor<>(label, made, words, (value, other) -> {
            Map<K, V> apart = new LinkedHashMap<>(value);
            apart.entrySet().removeIf(entry -> entry.getValue().equals(other.get(entry.getKey())));
            return apart;
        }));
    }

    private record Editor<T extends @Nullable Object>(
            Label label, Made<T> made, BiFunction<T, NodeContext, String> said, BiFunction<T, T, T> differs)
            implements SpokenEditor<T> {

        @Override
        public Component create(PropertyContext context, ValueAccess<T> value) {
            return context.port(NodeEditors.class)
                    .map(editors -> made.by(editors, label, value))
                    .orElseGet(Div::new);
        }

        @Override
        public String words(T value, NodeContext context) {
            return said.apply(value, context);
        }

        @Override
        public T apart(T value, T other) {
            return differs.apply(value, other);
        }
    }

    /** Makes an editor. */
    @FunctionalInterface
    public interface Made<T extends @Nullable Object> {
        Component by(NodeEditors editors, Label label, ValueAccess<T> value);
    }

    /** Where a step stands in a configuration. */
    private record Step<C>(String component, Function<C, PeopleStep> getter, BiFunction<C, PeopleStep, C> wither) {

        String name(String part) {
            return component + "." + part;
        }

        <T extends @Nullable Object> ConfigProperty<C, T> custom(
                String part,
                Label label,
                Made<T> made,
                BiFunction<T, NodeContext, String> words,
                Function<PeopleStep, T> get,
                BiFunction<PeopleStep, T, PeopleStep> with) {
            return property(part, label, NodeProperties.spoken(label, made, words), get, with);
        }

        ConfigProperty<C, String> choice(
                String part,
                Label label,
                List<Option> options,
                Function<PeopleStep, String> get,
                BiFunction<PeopleStep, String, PeopleStep> with) {
            return property(part, label, new PropertyKind.Choice(options), get, with);
        }

        <T extends @Nullable Object> ConfigProperty<C, T> property(
                String part,
                Label label,
                PropertyKind<T> kind,
                Function<PeopleStep, T> get,
                BiFunction<PeopleStep, T, PeopleStep> with) {
            return ConfigProperty.of(
                    name(part),
                    label,
                    kind,
                    config -> get.apply(getter.apply(config)),
                    (config, value) -> wither.apply(config, with.apply(getter.apply(config), value)));
        }
    }
}
