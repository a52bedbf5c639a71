package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.ui.Icons;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** The address of a page to pass on: to copy, and as a code for phones. */
final class PageLink extends Div {

    private final String page;

    /**
     * @param page without leading slash
     */
    PageLink(String page) {
        this.page = page;
        addClassName("mw-page-link");
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        // Only the browser knows by which name it reached us.
        getElement().executeJs("return document.baseURI").then(String.class, base -> show(base + page));
    }

    private void show(String address) {
        removeAll();
        Image code = new Image("data:image/svg+xml;base64," + drawn(address), t("app.publish.code"));
        TextField text = new TextField(t("app.publish.link"));
        text.setValue(address);
        text.setReadOnly(true);
        text.setWidthFull();
        Button copy = new Button(t("app.publish.copy"), Icons.of("vaadin:copy-o"));
        copy.addThemeVariants(ButtonVariant.LUMO_SMALL);
        copy.getElement().executeJs("""
            this.addEventListener('click', () => navigator.clipboard?.writeText($0)
                .then(() => { this.lastChild.textContent = $1; }));
            """, address, t("app.publish.copied"));
        add(code, new Div(text, copy));
    }

    private static String drawn(String address) {
        try {
            BitMatrix dots =
                    new QRCodeWriter().encode(address, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, 2));
            StringBuilder path = new StringBuilder();
            for (int y = 0; y < dots.getHeight(); y++) {
                for (int x = 0; x < dots.getWidth(); x++) {
                    if (dots.get(x, y)) {
                        path.append("M%d %dh1v1h-1z".formatted(x, y));
                    }
                }
            }
            String svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$d %1$d' shape-rendering='crispEdges'>"
                            .formatted(dots.getWidth())
                    + "<rect width='100%' height='100%' fill='#fff'/><path d='" + path + "'/></svg>";
            return Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
        } catch (WriterException e) {
            throw new IllegalStateException(e);
        }
    }
}
