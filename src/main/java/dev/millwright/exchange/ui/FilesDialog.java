package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import dev.millwright.exchange.FileExports.Contents;
import dev.millwright.shared.ByteSize;
import dev.millwright.ui.Icons;
import java.util.Locale;

/** Says what a ZIP with files will hold and what it leaves out, before anybody waits for it. */
final class FilesDialog extends Dialog {

    FilesDialog(Contents contents, Anchor download) {
        setHeaderTitle(t("record.export.files.title"));
        setWidth("30rem");
        add(new Paragraph(
                contents.files() == 0
                        ? t("record.export.files.none", contents.records())
                        : t(
                                "record.export.files.contents",
                                contents.records(),
                                contents.files(),
                                ByteSize.words(contents.bytes(), Locale.ENGLISH))));
        if (!contents.leftOut().isEmpty()) {
            add(new Paragraph(t("record.export.files.leftOut", contents.leftOut())));
        }
        Button close = new Button(t("ui.action.cancel"), click -> close());
        getFooter().add(close);
        if (contents.files() > 0) {
            Button save = new Button(t("record.export.files.download"), Icons.of("vaadin:download-alt"));
            save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            // The link around it is what the keyboard stops at.
            save.setTabIndex(-1);
            download.removeAll();
            download.add(save);
            download.getElement().addEventListener("click", click -> close());
            getFooter().add(download);
        }
    }
}
