package dev.millwright.flow.internal;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Extension;
import dev.millwright.extension.PropertyKind;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Optional;

/** How far settings may go, as the property panel lets people go; programs write drafts without one. */
final class SettingBounds {

    private SettingBounds() {}

    /** What lies beyond, of the settings that count as the configuration stands. */
    static <C> Problems problems(Extension<C> type, C config) {
        return new Problems(type.properties().stream()
                .filter(property -> property.visible().test(config))
                .flatMap(property -> problem(property, config).stream())
                .toList());
    }

    private static <C, T> Optional<Problem> problem(ConfigProperty<C, T> property, C config) {
        Object value = property.getter().apply(config);
        return switch (property.kind()) {
            case PropertyKind.Text(int most, boolean _) ->
                value instanceof String text && text.length() > most
                        ? Optional.of(
                                Problem.error("flow.error.settingTooLong", property.name(), property.label(), most))
                        : Optional.empty();
            case PropertyKind.Whole(long least, long most) ->
                value instanceof Long number && (number < least || number > most)
                        ? Optional.of(Problem.error(
                                "flow.error.settingBeyond", property.name(), property.label(), least, most))
                        : Optional.empty();
            case PropertyKind.Choice(List<PropertyKind.Choice.Option> options) ->
                options.stream().anyMatch(option -> option.value().equals(value))
                        ? Optional.empty()
                        : Optional.of(Problem.error(
                                "flow.error.settingUnknown",
                                property.name(),
                                property.label(),
                                options.stream()
                                        .map(PropertyKind.Choice.Option::label)
                                        .toList()));
            case PropertyKind.Toggle _, PropertyKind.Custom<?> _ -> Optional.empty();
        };
    }
}
