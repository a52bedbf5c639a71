package dev.millwright.record.spi;

/** What a feature adds to the description of an app's HTTP API. */
public interface ApiChapter {

    /** Describes what the caller may use of it in the app, and nothing else. */
    void addTo(ApiDescription description);
}
