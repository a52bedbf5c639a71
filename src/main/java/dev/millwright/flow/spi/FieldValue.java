package dev.millwright.flow.spi;

/**
 * What a field has to hold.
 *
 * @param field key
 * @param value key of an option, or as people read it; empty for anything
 */
public record FieldValue(String field, String value) {

    FieldValue withValue(String newValue) {
        return new FieldValue(field, newValue);
    }
}
