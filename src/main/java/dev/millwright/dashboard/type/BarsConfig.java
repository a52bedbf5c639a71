package dev.millwright.dashboard.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.shared.Label;
import java.util.List;

/**
 * What can be set about bars.
 *
 * @param values whether each bar says its figure
 */
record BarsConfig(boolean values) {

    static List<ConfigProperty<BarsConfig, ?>> properties() {
        return List.of(ConfigProperty.of(
                "values",
                Label.of("Write the figures on the bars", "在柱上显示数值"),
                new PropertyKind.Toggle(),
                BarsConfig::values,
                (config, values) -> new BarsConfig(values)));
    }
}
