package dev.millwright.flow.spi;

import com.vaadin.flow.component.html.Div;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.flow.RecordChoice;
import dev.millwright.flow.RecordValues;
import dev.millwright.shared.Label;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Properties of nodes that are about records of a form which is chosen first. */
public final class RecordProperties {

    private static final Label FORM = Label.of("Form", "表单");

    private RecordProperties() {}

    /** Which records of which form. */
    public static <C> ConfigProperty<C, RecordChoice> choice(
            String name, Label label, Function<C, RecordChoice> getter, BiFunction<C, RecordChoice, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<RecordChoice>spoken(
                        label,
                        (editors, text, value) -> {
                            Div parts = new Div();
                            draw(
                                    parts,
                                    editors,
                                    () -> value.get().form(),
                                    form -> value.set(value.get().withForm(form)),
                                    form -> parts.add(
                                            editors.match(
                                                    Label.of("Where a field is equal to", "字段等于"),
                                                    form,
                                                    part(
                                                            () -> value.get().match(),
                                                            match -> value.set(
                                                                    value.get().withMatch(match)))),
                                            editors.condition(
                                                    Label.of("And this is true", "并且满足"),
                                                    form,
                                                    part(
                                                            () -> value.get().condition(),
                                                            condition -> value.set(
                                                                    value.get().withCondition(condition))))));
                            return parts;
                        },
                        FlowWords::records),
                getter,
                wither);
    }

    /** A form and what its fields are filled with. */
    public static <C> ConfigProperty<C, RecordValues> values(
            String name, Label label, Function<C, RecordValues> getter, BiFunction<C, RecordValues, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<RecordValues>spoken(
                        label,
                        (editors, text, value) -> {
                            Div parts = new Div();
                            draw(
                                    parts,
                                    editors,
                                    () -> value.get().form(),
                                    form -> value.set(value.get().withForm(form)),
                                    form -> parts.add(editors.values(
                                            label,
                                            form,
                                            part(
                                                    () -> value.get().values(),
                                                    (Map<String, String> values) -> value.set(
                                                            value.get().withValues(values))))));
                            return parts;
                        },
                        FlowWords::filled),
                getter,
                wither);
    }

    /** What fields of records that are there are set to; their form is chosen elsewhere. */
    public static <C> ConfigProperty<C, RecordValues> changes(
            String name, Label label, Function<C, RecordValues> getter, BiFunction<C, RecordValues, C> wither) {
        return ConfigProperty.of(
                name,
                label,
                NodeProperties.<RecordValues>spoken(
                        label,
                        (editors, text, value) -> {
                            UUID form = value.get().form();
                            return form == null
                                    ? new Div()
                                    : editors.changes(
                                            label,
                                            form,
                                            part(
                                                    () -> value.get().values(),
                                                    (Map<String, String> values) -> value.set(
                                                            value.get().withValues(values))));
                        },
                        FlowWords::changed),
                getter,
                wither);
    }

    /** Below the form stands what depends on it, drawn anew when another one is chosen. */
    private static void draw(
            Div parts,
            NodeEditors editors,
            Supplier<@Nullable UUID> form,
            Consumer<@Nullable UUID> choose,
            Consumer<UUID> rest) {
        parts.removeAll();
        parts.add(editors.form(FORM, RecordProperties.<@Nullable UUID>part(form, chosen -> {
            choose.accept(chosen);
            draw(parts, editors, form, choose, rest);
        })));
        UUID present = form.get();
        if (present != null) {
            rest.accept(present);
        }
    }

    private static <T extends @Nullable Object> ValueAccess<T> part(Supplier<T> getter, Consumer<T> setter) {
        return new ValueAccess<>() {
            @Override
            public T get() {
                return getter.get();
            }

            @Override
            public void set(T value) {
                setter.accept(value);
            }
        };
    }
}
