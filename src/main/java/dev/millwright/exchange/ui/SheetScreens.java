package dev.millwright.exchange.ui;

import com.vaadin.flow.router.RouteParameters;
import dev.millwright.field.FormatContext;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.workspace.ui.FormPages;
import dev.millwright.workspace.ui.OpenForm;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** What all screens need on which files come in. */
@Component
record SheetScreens(FormPages pages, CurrentPerson person, ScratchFiles files, MultipartProperties uploads) {

    OpenForm open(RouteParameters parameters) {
        return pages.open(parameters);
    }

    FormatContext format() {
        return pages.format();
    }

    /** As one file over HTTP may have. */
    DataSize largestFile() {
        return uploads.getMaxFileSize();
    }
}
