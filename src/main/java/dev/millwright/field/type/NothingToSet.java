package dev.millwright.field.type;

import dev.millwright.field.FieldType;

/** A type without settings of its own. */
interface NothingToSet<V> extends FieldType<NoSettings, V> {

    @Override
    default Class<NoSettings> configType() {
        return NoSettings.class;
    }

    @Override
    default NoSettings defaultConfig() {
        return new NoSettings();
    }
}
