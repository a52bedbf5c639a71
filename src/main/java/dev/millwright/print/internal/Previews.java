package dev.millwright.print.internal;

import dev.millwright.app.Action;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.Prints.Reading;
import dev.millwright.print.internal.Filling.Wanted;
import dev.millwright.print.internal.PrintDrafts.Opened;
import dev.millwright.print.internal.Reader.Around;
import dev.millwright.print.internal.Templates.Ready;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.BusinessTime;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.JasperPrintManager;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The page as it will be printed: the same filling with a real record, as pictures. */
@Component
public class Previews {

    private static final int MOST_PAGES = 3;

    /** As many rows as the table of a preview has. */
    private static final int MOST_ROWS = 40;

    private static final float ZOOM = 1.6f;

    private final PrintDrafts drafts;
    private final Templates templates;
    private final Filling filling;
    private final PublishedForms forms;
    private final AccessibleForms access;
    private final RecordQuery query;
    private final CurrentPerson currentPerson;
    private final BusinessTime time;

    Previews(
            PrintDrafts drafts,
            Templates templates,
            Filling filling,
            PublishedForms forms,
            AccessibleForms access,
            RecordQuery query,
            CurrentPerson currentPerson,
            BusinessTime time) {
        this.drafts = drafts;
        this.templates = templates;
        this.filling = filling;
        this.forms = forms;
        this.access = access;
        this.query = query;
        this.currentPerson = currentPerson;
        this.time = time;
    }

    /**
     * A document as pictures.
     *
     * @param pages PNG
     * @param count of all its pages
     * @param real whether it shows a record, not made-up values
     */
    public record Preview(List<byte[]> pages, int count, boolean real) {}

    /** The form's address in the gate, when it is published and may be seen. */
    public Optional<FormRef> form(PrintTemplate template) {
        return forms.byId(template.form())
                .map(form -> new FormRef(form.app().key(), form.key()))
                .filter(ref -> access.allows(ref, Action.SEE));
    }

    /**
     * @param record null for the newest
     */
    public Preview of(Opened opened, PrintTemplate template, @Nullable UUID record, Reading reading) {
        FormNames names = drafts.names(opened, template, reading.format().locale())
                .orElseThrow(() -> new IllegalArgumentException("Without a form there is nothing to show"));
        Ready ready =
                templates.make(template, 0, names, drafts.images(opened.app().key()));
        Around around = new Around(
                reading.format(), time.now(), time.today(), currentPerson.get().name(), reading.address());
        Optional<FormRef> ref = form(template);
        if (ref.isPresent()) {
            PublishedForm form = forms.byId(template.form()).orElseThrow();
            List<UUID> records = record == null ? newest(ref.get(), template) : List.of(record);
            Iterator<JasperPrint> documents =
                    filling.documents(ready, ref.get(), form, new Wanted.These(records), around, null, ignored -> {});
            if (documents.hasNext()) {
                return shown(documents.next(), true);
            }
        }
        return shown(filling.sample(ready, names, around), false);
    }

    private List<UUID> newest(FormRef ref, PrintTemplate template) {
        int wanted = switch (template.arrangement()) {
            case CARDS -> template.page().perSheet();
            case LIST -> MOST_ROWS;
        };
        return query.list(ListRequest.of(ref, wanted)).items().stream()
                .map(found -> found.id())
                .toList();
    }

    private static Preview shown(JasperPrint print, boolean real) {
        List<byte[]> pages = new ArrayList<>();
        int count = print.getPages().size();
        for (int page = 0; page < Math.min(count, MOST_PAGES); page++) {
            pages.add(png(print, page));
        }
        return new Preview(pages, count, real);
    }

    private static byte[] png(JasperPrint print, int page) {
        try {
            BufferedImage image = (BufferedImage)
                    JasperPrintManager.getInstance(Sheets.jasper()).printToImage(print, page, ZOOM);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (JRException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
