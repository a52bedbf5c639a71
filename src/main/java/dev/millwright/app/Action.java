package dev.millwright.app;

/** What a member may be allowed to do with the records of a form. */
public enum Action {
    SEE,
    CREATE,
    CHANGE,
    DELETE,
    EXPORT,
    PRINT;

    /** Its name in JSON and message keys. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
