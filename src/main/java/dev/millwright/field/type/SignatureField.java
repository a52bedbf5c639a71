package dev.millwright.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.upload.Upload;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FileList;
import dev.millwright.field.FilePort;
import dev.millwright.field.FileRef;
import dev.millwright.field.FileTerms;
import dev.millwright.shared.FileKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A signature as a picture; signing happens in a dialog that gives all the room a phone has. */
final class SignatureField extends CustomField<FileList> {

    @Tag("mw-signature-pad")
    @NpmPackage(value = "signature_pad", version = "5.1.4")
    @JsModule("./fields/signature-pad.ts")
    private static final class Sheet extends Component {}

    private final EditorContext context;
    private final @Nullable FilePort port;
    private final Div picture = new Div();
    private final Button sign;
    private final Button remove;
    private final Span none = new Span("–");
    private List<FileRef> files = List.of();

    SignatureField(EditorContext context) {
        this.context = context;
        port = context.files().orElse(null);
        picture.addClassName("mw-signature");
        none.addClassName("mw-secondary");
        sign = new Button(text("sign"), icon("pencil"), click -> ask());
        sign.addThemeVariants(ButtonVariant.LUMO_SMALL);
        sign.setEnabled(port != null);
        remove = new Button(text("remove"), icon("close-small"), click -> change(List.of()));
        remove.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        Div line = new Div(sign, remove);
        line.addClassName("mw-side-by-side");
        add(picture, none, line);
        show();
    }

    private static Icon icon(String name) {
        Icon icon = new Icon("vaadin", name);
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }

    /** A signature is drawn here and now, not photographed somewhere. */
    private static FileTerms terms(FilePort port) {
        return new FileTerms(Math.min(port.largest(), SignatureFieldType.largest()), Set.of(FileKind.PICTURE), false);
    }

    private String text(String key) {
        return context.texts().text(context.locale(), "field.signature." + key);
    }

    private void ask() {
        FilePort taken = port;
        if (taken == null || isReadOnly()) {
            return;
        }
        Dialog dialog = new Dialog();
        dialog.setHeaderTitle(getLabel() == null || getLabel().isEmpty() ? text("sign") : getLabel());
        dialog.addClassName("mw-signature-dialog");
        Span told = new Span();
        told.addClassName("mw-file-refusal");
        told.getElement().setAttribute("role", "alert");
        told.setVisible(false);
        Sheet sheet = new Sheet();
        sheet.getElement().setProperty("label", text("sheet"));
        Upload upload = new Upload(taken.receive(terms(taken), new FilePort.Arrival() {
            @Override
            public void arrived(FileRef file) {
                dialog.close();
                change(List.of(file));
            }

            @Override
            public void refused(String why) {
                told.setText(why);
                told.setVisible(true);
            }
        }));
        upload.getStyle().set("display", "none");
        sheet.getElement().addEventListener("mw-unsigned", event -> {
            told.setText(text("unsigned"));
            told.setVisible(true);
        });
        Button again = new Button(text("again"), click -> sheet.getElement().callJsFunction("clear"));
        again.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button cancel = new Button(context.texts().text(context.locale(), "ui.action.cancel"), click -> dialog.close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button done = new Button(text("done"), click -> {
            told.setVisible(false);
            sheet.getElement().callJsFunction("send", upload.getElement());
        });
        done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.add(sheet, told, upload);
        dialog.getFooter().add(again, cancel, done);
        dialog.open();
    }

    /** By the person. */
    private void change(List<FileRef> changed) {
        files = changed;
        show();
        setModelValue(generateModelValue(), true);
    }

    @Override
    protected @Nullable FileList generateModelValue() {
        return files.isEmpty() ? null : new FileList(files);
    }

    @Override
    protected void setPresentationValue(@Nullable FileList value) {
        files = value == null ? List.of() : value.files();
        show();
    }

    private void show() {
        boolean open = !isReadOnly();
        picture.removeAll();
        FilePort known = port;
        for (FileRef file : files) {
            if (known == null) {
                picture.add(new Span(file.shown()));
            } else {
                picture.add(new Image(known.open(file), text("picture")));
            }
        }
        picture.setVisible(!files.isEmpty());
        none.setVisible(!open && files.isEmpty());
        sign.setVisible(open);
        sign.setText(text(files.isEmpty() ? "sign" : "replace"));
        remove.setVisible(open && !files.isEmpty());
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        show();
    }

    @Override
    public void focus() {
        sign.focus();
    }
}
