package dev.millwright.extension;

import dev.millwright.shared.Problems;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type that describes itself, found because it is a Spring component; nobody lists it by name.
 *
 * @param <C> its configuration: an immutable record that Jackson writes and reads
 */
public interface Extension<C> {

    /** Stable name in definitions, lower case with hyphens; never shown to people. */
    String key();

    Descriptor descriptor();

    Class<C> configType();

    /**
     * A configuration to start from. It is shown as it stands; its only problems are what the designer alone can say, such as
     * the form a link points to, and their paths name the property to set.
     */
    C defaultConfig();

    /** What people set, in the order of the property panel. */
    default List<ConfigProperty<C, ?>> properties() {
        return List.of();
    }

    /** What is wrong with a configuration; paths start at the configuration. */
    default Problems validate(C config) {
        return Problems.NONE;
    }

    /** Brings a configuration written by an older release of the product to the present shape. */
    default ObjectNode upgrade(ObjectNode config) {
        return config;
    }
}
