package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import dev.millwright.field.RecordRef;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.print.internal.Previews.Preview;
import dev.millwright.ui.Icons;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real page beside the canvas: made anew shortly after each change, the latest change winning. */
final class PagePreview extends Composite<Div> {

    private static final Logger LOG = LoggerFactory.getLogger(PagePreview.class);

    /** Typing and dragging come to rest before a page is made. */
    private static final int PAUSE = 250;

    private static final String ENLARGED = "mw-print-preview-large";

    private final Work work;
    private final CurrentPerson currentPerson;
    private final Locale locale;
    private final Div pages = new Div();
    private final Span note = new Span();
    private final ComboBox<RecordRef> record = new ComboBox<>();
    private final Button enlarge = new Button();
    private final AtomicInteger latest = new AtomicInteger();
    private @Nullable Person person;

    /** Makes the preview, on a thread of its own. */
    interface Work {
        Preview make(@Nullable UUID record);
    }

    /** Finds records to look at. */
    interface Finder {
        List<RecordRef> find(String text, int offset, int limit);
    }

    PagePreview(Work work, Finder finder, boolean records, CurrentPerson currentPerson, Locale locale) {
        this.work = work;
        this.currentPerson = currentPerson;
        this.locale = locale;
        getContent().addClassName("mw-print-preview");
        Span title = new Span(t("print.preview.title"));
        title.addClassName("mw-print-preview-title");
        record.setPlaceholder(t("print.preview.record"));
        record.setAriaLabel(t("print.preview.record"));
        record.setClearButtonVisible(true);
        record.setItemLabelGenerator(one -> one.title() == null ? "" : one.title());
        record.setItems(
                query -> finder.find(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        record.addValueChangeListener(change -> refresh());
        record.setVisible(records);
        enlarge.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
        enlarge.addClickListener(click -> setEnlarged(!isEnlarged()));
        setEnlarged(false);
        Div head = new Div(title, record, enlarge);
        head.addClassName("mw-print-preview-head");
        note.addClassName("mw-print-preview-note");
        pages.addClassName("mw-print-preview-pages");
        getContent().add(head, note, pages);
    }

    private boolean isEnlarged() {
        return getContent().hasClassName(ENLARGED);
    }

    /** In place of the canvas, large enough to be read, while the settings stay beside it. */
    private void setEnlarged(boolean large) {
        getContent().setClassName(ENLARGED, large);
        String text = t(large ? "print.preview.reduce" : "print.preview.enlarge");
        enlarge.setIcon(Icons.of(large ? "vaadin:compress-square" : "vaadin:expand-square"));
        enlarge.setAriaLabel(text);
        enlarge.setTooltipText(text);
        enlarge.getElement().setAttribute("aria-pressed", String.valueOf(large));
    }

    /** Makes the page anew, unless another change comes first. */
    void refresh() {
        UI ui = UI.getCurrent();
        if (ui == null) {
            return;
        }
        person = currentPerson.get();
        Person reader = person;
        RecordRef chosen = record.getValue();
        UUID wanted = chosen == null ? null : chosen.id();
        int number = latest.incrementAndGet();
        pages.getElement().setAttribute("aria-busy", "true");
        Thread.ofVirtual()
                .name("print-preview")
                .start(() -> CurrentLanguage.run(
                        Optional.of(locale), () -> currentPerson.run(reader, () -> make(ui, number, wanted))));
    }

    private void make(UI ui, int number, @Nullable UUID wanted) {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (number != latest.get()) {
            return;
        }
        Preview made;
        try {
            made = work.make(wanted);
        } catch (RuntimeException e) {
            LOG.warn("No preview of a page: {}", e.toString());
            tell(ui, number, this::failed);
            return;
        }
        tell(ui, number, () -> show(made));
    }

    private void tell(UI ui, int number, Runnable news) {
        try {
            ui.access(() -> {
                if (number == latest.get()) {
                    news.run();
                }
            });
        } catch (UIDetachedException e) {
            // Nobody looks any more.
        }
    }

    private void failed() {
        pages.getElement().setAttribute("aria-busy", "false");
        note.setText(t("print.preview.failed"));
    }

    private void show(Preview made) {
        note.setText(
                made.count() > made.pages().size()
                        ? t("print.preview.more", made.pages().size(), made.count())
                        : made.real() ? "" : t("print.preview.sample"));
        while (pages.getComponentCount() > made.pages().size()) {
            pages.remove(pages.getComponentAt(pages.getComponentCount() - 1));
        }
        for (int i = 0; i < made.pages().size(); i++) {
            if (i >= pages.getComponentCount()) {
                Image page = new Image();
                page.setAlt(t("print.preview.page", i + 1));
                pages.add(page);
            }
            // The session keeps no pictures: the browser gets each once.
            pages.getComponentAt(i)
                    .getElement()
                    .executeJs(
                            "this.src = 'data:image/png;base64,' + $0",
                            Base64.getEncoder().encodeToString(made.pages().get(i)));
        }
        pages.getElement().setAttribute("aria-busy", "false");
    }
}
