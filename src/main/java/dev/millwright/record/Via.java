package dev.millwright.record;

/** Where a change came from, as the history says it. */
public enum Via {
    SCREEN,
    API,
    IMPORT,
    FLOW,
    AUTOMATION;

    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
