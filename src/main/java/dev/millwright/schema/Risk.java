package dev.millwright.schema;

/** What a step may cost the people who work meanwhile. */
public enum Risk {
    /** Nobody notices. */
    NONE,
    /** Work may wait for less than a second. */
    LOW,
    /** Work waits for some seconds. */
    MEDIUM,
    /** Work waits for long, or values change their form. */
    HIGH;

    public String code() {
        return "schema.risk." + name().toLowerCase(java.util.Locale.ROOT);
    }
}
