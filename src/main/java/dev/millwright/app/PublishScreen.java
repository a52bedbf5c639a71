package dev.millwright.app;

import java.util.function.Consumer;

/** The dialog that shows what a release changes and publishes it; for the screens of designers. */
public interface PublishScreen {

    /**
     * Opens the dialog in the current UI.
     *
     * @param published called in the UI after a release went live, before the person closes the dialog; drafts are to be read anew
     */
    void open(String app, ReleaseRequest request, Consumer<Release> published);
}
