package dev.millwright.field.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.FieldType;
import dev.millwright.shared.Label;
import dev.millwright.shared.ValueKind;
import java.util.List;

/** A type whose values are options that the designer lists: in a drop-down list, or all in sight. */
interface FromOptions<V> extends FieldType<OptionsConfig, V> {

    /** How all options are shown at once. */
    PropertyKind.Choice.Option inSight();

    @Override
    default Class<OptionsConfig> configType() {
        return OptionsConfig.class;
    }

    @Override
    default OptionsConfig defaultConfig() {
        return new OptionsConfig(List.of(), OptionsConfig.DROP_DOWN);
    }

    @Override
    default List<ConfigProperty<OptionsConfig, ?>> properties() {
        return List.of(
                ConfigProperty.of(
                        "options",
                        Options.LABEL,
                        new PropertyKind.Custom<>(OptionsEditor::new),
                        OptionsConfig::options,
                        (config, options) -> new OptionsConfig(options, config.display())),
                ConfigProperty.of(
                        "display",
                        Label.of("Shown as", "显示为"),
                        new PropertyKind.Choice(List.of(
                                new PropertyKind.Choice.Option(
                                        OptionsConfig.DROP_DOWN, Label.of("Drop-down list", "下拉框")),
                                inSight())),
                        OptionsConfig::display,
                        (config, display) -> new OptionsConfig(config.options(), display)));
    }

    @Override
    default ValueKind valueKind() {
        return ValueKind.CHOICE;
    }

    @Override
    default List<ChoiceOption> options(OptionsConfig config) {
        return config.options();
    }
}
