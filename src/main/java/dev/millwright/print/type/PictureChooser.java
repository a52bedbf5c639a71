package dev.millwright.print.type;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.print.spi.PrintPort;
import dev.millwright.print.spi.PrintPort.Kept;
import dev.millwright.print.spi.PrintPort.Option;
import dev.millwright.shared.Label;
import dev.millwright.ui.SmallUpload;
import java.util.List;
import java.util.Locale;

/** Chooses a picture of the app or brings a new one. */
final class PictureChooser extends Composite<Div> {

    private static final Label CHOSEN = Label.of("Picture", "图片");
    private static final Label UPLOAD = Label.of("Upload a picture", "上传图片");
    private static final Label DROP = Label.of("or drop it here", "或拖到此处");
    private static final Label HELP = Label.of("PNG or JPEG, up to 1 MB", "PNG 或 JPEG，不超过 1 MB");

    PictureChooser(PropertyContext context, PropertyKind.ValueAccess<String> value) {
        Locale locale = context.locale();
        PrintPort port = context.port(PrintPort.class).orElseThrow();
        List<Option> options = port.pictures();
        getContent().addClassName("mw-picture-chooser");
        if (!options.isEmpty()) {
            ComboBox<Option> box = new ComboBox<>(CHOSEN.in(locale));
            box.setWidthFull();
            box.setItemLabelGenerator(Option::label);
            box.setItems(options);
            options.stream()
                    .filter(option -> option.value().equals(value.get()))
                    .findFirst()
                    .ifPresent(box::setValue);
            box.addValueChangeListener(change -> {
                if (change.isFromClient() && change.getValue() != null) {
                    value.set(change.getValue().value());
                }
            });
            getContent().add(box);
        }
        Span refusal = new Span();
        refusal.addClassName("mw-property-problem");
        refusal.getElement().setAttribute("data-severity", "error");
        refusal.setVisible(false);
        Upload upload = new Upload(new SmallUpload(PrintPort.LARGEST_PICTURE, (metadata, content) -> {
            switch (port.keepPicture(metadata.fileName(), content)) {
                case Kept.As(var picture) -> {
                    refusal.setVisible(false);
                    value.set(picture.toString());
                }
                case Kept.Refused(var problems) -> {
                    problems.stream()
                            .findFirst()
                            .ifPresent(
                                    problem -> refusal.setText(context.texts().text(locale, problem)));
                    refusal.setVisible(true);
                }
            }
        }));
        upload.setAcceptedFileTypes("image/png", "image/jpeg", ".png", ".jpg", ".jpeg");
        upload.setMaxFiles(1);
        upload.setMaxFileSize(PrintPort.LARGEST_PICTURE);
        upload.addFileRejectedListener(rejected -> {
            refusal.setText(HELP.in(locale));
            refusal.setVisible(true);
        });
        Button button = new Button(UPLOAD.in(locale));
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        upload.setUploadButton(button);
        upload.setDropLabel(new Span(DROP.in(locale)));
        upload.addAllFinishedListener(finished -> upload.clearFileList());
        Span help = new Span(HELP.in(locale));
        help.addClassName("mw-property-help");
        getContent().add(upload, help, refusal);
    }
}
