package dev.millwright.extension;

import dev.millwright.shared.Label;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a configuration, enough for the property panel to edit it.
 *
 * @param name the record component it edits; problems name it as their path
 * @param visible whether it makes sense for the configuration as it stands
 * @param content whether it says what is shown rather than how: several things are never set to the same
 */
public record ConfigProperty<C, T extends @Nullable Object>(
        String name,
        Label label,
        @Nullable Label help,
        PropertyKind<T> kind,
        Function<C, T> getter,
        BiFunction<C, T, C> wither,
        Predicate<C> visible,
        boolean content) {

    public static <C, T extends @Nullable Object> ConfigProperty<C, T> of(
            String name, Label label, PropertyKind<T> kind, Function<C, T> getter, BiFunction<C, T, C> wither) {
        return new ConfigProperty<>(name, label, null, kind, getter, wither, c -> true, false);
    }

    public ConfigProperty<C, T> withHelp(Label text) {
        return new ConfigProperty<>(name, label, text, kind, getter, wither, visible, content);
    }

    public ConfigProperty<C, T> visibleWhen(Predicate<C> condition) {
        return new ConfigProperty<>(name, label, help, kind, getter, wither, condition, content);
    }

    public ConfigProperty<C, T> asContent() {
        return new ConfigProperty<>(name, label, help, kind, getter, wither, visible, true);
    }
}
