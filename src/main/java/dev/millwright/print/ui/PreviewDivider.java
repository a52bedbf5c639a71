package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;

/** Between settings and real page where they stand above each other: dragged, and where it was left the next time, too. */
@Tag("mw-print-divider")
@JsModule("./print-designer/divider.ts")
final class PreviewDivider extends Component {

    PreviewDivider() {
        getElement().setAttribute("aria-label", t("print.preview.divider"));
    }
}
