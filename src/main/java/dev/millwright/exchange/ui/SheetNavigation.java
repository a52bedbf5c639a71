package dev.millwright.exchange.ui;

import dev.millwright.record.FormRef;
import dev.millwright.workspace.ui.RecordsNavigation;

/** The addresses of the pages that files come in by, without leading slash. */
public final class SheetNavigation {

    static final String NEW_APP = "new-app";
    static final String IMPORT = "app/:app/form/:form/import";
    static final String IMPORTS = "app/:app/form/:form/imports";

    private SheetNavigation() {}

    public static String importing(FormRef form) {
        return RecordsNavigation.list(form) + "/import";
    }

    public static String imports(FormRef form) {
        return RecordsNavigation.list(form) + "/imports";
    }
}
