package dev.millwright.flow.spi;

import dev.millwright.field.FieldTypes;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import org.springframework.beans.factory.ObjectProvider;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field about flows that is configured as the type that its values are of.
 *
 * @param <V> value in memory
 */
public abstract class PlainFlowField<V> extends FlowField<Object, V> {

    protected PlainFlowField(
            ObjectProvider<FieldTypes> types,
            String like,
            String key,
            Label label,
            Label help,
            String icon,
            int order) {
        super(types, like, key, label, help, icon, order);
    }

    @Override
    public Class<Object> configType() {
        return like().configType();
    }

    @Override
    public Object defaultConfig() {
        return like().defaultConfig();
    }

    @Override
    protected final Object settings(Object config) {
        return config;
    }

    @Override
    public Problems validate(Object config) {
        return like().validate(config);
    }

    @Override
    public ObjectNode upgrade(ObjectNode config) {
        return like().upgrade(config);
    }
}
