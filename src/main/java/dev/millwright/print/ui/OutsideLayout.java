package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.millwright.print.PrintTemplate;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.Icons;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes the layout out to Jaspersoft Studio and, for administrators, back in. */
final class OutsideLayout extends Composite<Div> {

    private static final int LARGEST = 2_000_000;

    private final Div refusals = new Div();
    private final Div present = new Div();

    /**
     * @param jrxml the layout as it stands
     * @param check what is wrong with one that is brought
     * @param change brings one, or goes back to the bands with null
     */
    OutsideLayout(
            boolean administrator,
            Supplier<String> name,
            Supplier<byte[]> jrxml,
            Function<String, Problems> check,
            Consumer<@Nullable String> change) {
        getContent().addClassName("mw-print-outside");
        Span about = new Span(t("print.outside.about"));
        about.addClassName("mw-hint");
        Anchor download = new Anchor(
                (DownloadHandler) event -> {
                    event.setFileName(name.get() + ".jrxml");
                    event.setContentType("application/xml");
                    try (OutputStream out = event.getOutputStream()) {
                        out.write(jrxml.get());
                    }
                },
                "");
        download.add(Icons.of("vaadin:download-alt"), new Span(t("print.outside.download")));
        download.setDownload(true);
        download.addClassName("mw-download");
        getContent().add(about, download);
        refusals.addClassName("mw-print-outside-refusals");
        refusals.getElement().setAttribute("role", "alert");
        if (administrator) {
            Upload upload = new Upload(UploadHandler.inMemory((metadata, content) -> {
                refusals.removeAll();
                String xml = new String(content, StandardCharsets.UTF_8);
                Problems problems = content.length > LARGEST
                        ? Problems.of(Problem.error("print.error.jrxml.size", ""))
                        : check.apply(xml);
                if (problems.hasErrors()) {
                    problems.stream().limit(5).forEach(problem -> refusals.add(new Div(t(problem))));
                } else {
                    change.accept(xml);
                }
            }));
            upload.setMaxFiles(1);
            upload.setAcceptedFileTypes(".jrxml");
            Button button = new Button(t("print.outside.upload"));
            button.addThemeVariants(ButtonVariant.LUMO_SMALL);
            upload.setUploadButton(button);
            upload.setDropAllowed(false);
            upload.addAllFinishedListener(finished -> upload.clearFileList());
            getContent().add(upload, refusals);
        }
        Span replaced = new Span(t("print.outside.present"));
        Button back = new Button(t("print.outside.back"), click -> change.accept(null));
        back.addThemeVariants(ButtonVariant.LUMO_SMALL);
        present.add(replaced, back);
        present.addClassName("mw-print-outside-present");
        getContent().add(present);
    }

    void show(PrintTemplate template) {
        present.setVisible(template.jrxml() != null);
    }
}
