package dev.millwright.field.type;

import dev.millwright.field.ChoiceOption;
import java.util.List;

/**
 * Options as the designer lists them.
 *
 * @param display {@code drop-down} or the type's own way of showing all options
 */
record OptionsConfig(List<ChoiceOption> options, String display) {

    static final String DROP_DOWN = "drop-down";

    @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
    OptionsConfig {
        options = options == null ? List.of() : List.copyOf(options);
        display = display == null ? DROP_DOWN : display;
    }
}
