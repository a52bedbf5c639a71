package dev.millwright.dashboard.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.shared.Label;
import java.util.List;

/**
 * What can be set about slices.
 *
 * @param percent whether each slice says its share of the whole
 */
record SlicesConfig(boolean percent) {

    static List<ConfigProperty<SlicesConfig, ?>> properties() {
        return List.of(ConfigProperty.of(
                "percent",
                Label.of("Write the percentages on the slices", "在扇区上显示百分比"),
                new PropertyKind.Toggle(),
                SlicesConfig::percent,
                (config, percent) -> new SlicesConfig(percent)));
    }
}
