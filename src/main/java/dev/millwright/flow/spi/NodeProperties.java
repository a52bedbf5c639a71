package dev.millwright.flow.spi;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.extension.PropertyKind.Choice.Option;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.PeopleStep.Nobody;
import dev.millwright.flow.PeopleStep.Rejection;
import dev.millwright.flow.PeopleStep.StarterRule;
import dev.millwright.flow.VotePolicy;
import dev.millwright.shared.Label;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
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
                "people", Label.of("Who", "由谁处理"), NodeEditors::people, PeopleStep::people, PeopleStep::withPeople));
        properties.add(step.custom(
                "policy",
                Label.of("When there are several", "有多人时"),
                NodeEditors::policy,
                PeopleStep::policy,
                PeopleStep::withPolicy));
        properties.add(step.custom(
                "fields",
                Label.of("Fields", "字段权限"),
                NodeEditors::fieldRights,
                PeopleStep::fields,
                PeopleStep::withFields));
        properties.add(step.<@Nullable Deadline>custom(
                "due",
                Label.of("Time", "时限"),
                (editors, label, value) -> editors.deadline(label, value),
                PeopleStep::due,
                PeopleStep::withDue));
        if (kind == NodeBehaviour.People.Kind.APPROVE) {
            properties.add(step.choice(
                    "rejection",
                    Label.of("After a no", "拒绝后"),
                    List.of(
                            option(Rejection.END, "The flow ends as rejected", "流程以“已拒绝”结束"),
                            option(Rejection.TO_STEP, "Back to an earlier step", "退回到指定步骤"),
                            option(Rejection.CHOSEN, "Who says no chooses", "由拒绝人选择")),
                    present -> present.rejection().name(),
                    (present, value) -> present.withRejection(Rejection.valueOf(value), present.rejectTo())));
            properties.add(step.<@Nullable UUID>custom(
                            "rejectTo",
                            Label.of("Back to", "退回到"),
                            (editors, label, value) -> editors.earlierNode(label, value),
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
                    Label.of("Four eyes: never the starter", "四眼原则：发起人不得批准"),
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
        return ConfigProperty.of(name, label, custom(label, NodeEditors::people), getter, wither);
    }

    public static <C> ConfigProperty<C, VotePolicy> policy(
            String name, Label label, Function<C, VotePolicy> getter, BiFunction<C, VotePolicy, C> wither) {
        return ConfigProperty.of(name, label, custom(label, NodeEditors::policy), getter, wither);
    }

    public static <C> ConfigProperty<C, Deadline.@Nullable Span> span(
            String name,
            Label label,
            Function<C, Deadline.@Nullable Span> getter,
            BiFunction<C, Deadline.@Nullable Span, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<Deadline.@Nullable Span>custom(
                        label, (editors, text, value) -> editors.span(text, value)),
                getter,
                wither);
    }

    /** A condition about the flow's record. */
    public static <C> ConfigProperty<C, String> condition(
            String name, Label label, Function<C, String> getter, BiFunction<C, String, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                custom(label, (editors, text, value) -> editors.condition(text, null, value)),
                getter,
                wither);
    }

    /** A formula about the flow's record. */
    public static <C> ConfigProperty<C, String> formula(
            String name, Label label, Function<C, String> getter, BiFunction<C, String, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                custom(label, (editors, text, value) -> editors.formula(text, null, value)),
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
                custom(label, (editors, text, value) -> editors.field(text, null, kinds, value)),
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
                custom(label, (editors, text, value) -> editors.fields(text, null, kinds, value)),
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
                custom(label, (editors, text, value) -> editors.values(text, null, value)),
                getter,
                wither);
    }

    public static <C> ConfigProperty<C, @Nullable UUID> form(
            String name, Label label, Function<C, @Nullable UUID> getter, BiFunction<C, @Nullable UUID, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<@Nullable UUID>custom(label, (editors, text, value) -> editors.form(text, value)),
                getter,
                wither);
    }

    /** What a field has to hold; edited anew when it is about another field. */
    public static <C> ConfigProperty<C, FieldValue> fieldValue(
            String name, Label label, Function<C, FieldValue> getter, BiFunction<C, FieldValue, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<FieldValue>custom(label, (editors, text, value) -> {
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
                }),
                getter,
                wither);
    }

    /** A text for people that may name fields, as {@link FieldsInText} says. */
    public static <C> ConfigProperty<C, String> message(
            String name, Label label, int longest, Function<C, String> getter, BiFunction<C, String, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<String>custom(label, (editors, text, value) -> editors.message(text, longest, value)),
                getter,
                wither);
    }

    public static <C> ConfigProperty<C, @Nullable UUID> flow(
            String name, Label label, Function<C, @Nullable UUID> getter, BiFunction<C, @Nullable UUID, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<@Nullable UUID>custom(label, (editors, text, value) -> editors.flow(text, value)),
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
                NodeProperties.<@Nullable UUID>custom(
                        label, (editors, text, value) -> editors.other(text, choices, value)),
                getter,
                wither);
    }

    public static <C> ConfigProperty<C, @Nullable UUID> earlierNode(
            String name, Label label, Function<C, @Nullable UUID> getter, BiFunction<C, @Nullable UUID, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<@Nullable UUID>custom(
                        label, (editors, text, value) -> editors.earlierNode(text, value)),
                getter,
                wither);
    }

    /** An editor of the designer's as the kind of a property, for what the others here do not cover. */
    public static <T extends @Nullable Object> PropertyKind.Custom<T> custom(Label label, Made<T> made) {
        return new PropertyKind.Custom<>((context, value) -> context.port(NodeEditors.class)
                .map(editors -> made.by(editors, label, value))
                .orElseGet(Div::new));
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
                Function<PeopleStep, T> get,
                BiFunction<PeopleStep, T, PeopleStep> with) {
            return property(part, label, NodeProperties.custom(label, made), get, with);
        }

        ConfigProperty<C, String> choice(
                String part,
                Label label,
                List<Option> options,
                Function<PeopleStep, String> get,
                BiFunction<PeopleStep, String, PeopleStep> with) {
            return property(part, label, new PropertyKind.Choice(options), get, with);
        }

        private <T extends @Nullable Object> ConfigProperty<C, T> property(
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
