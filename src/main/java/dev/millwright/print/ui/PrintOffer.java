package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.millwright.app.Action;
import dev.millwright.field.FormatContext;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.jobs.JobProgress;
import dev.millwright.jobs.Jobs;
import dev.millwright.print.Arrangement;
import dev.millwright.print.PdfName;
import dev.millwright.print.Prints;
import dev.millwright.print.Prints.Choice;
import dev.millwright.print.Prints.Print;
import dev.millwright.print.Prints.Reading;
import dev.millwright.print.PublicAddress;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.shared.BusinessTime;
import dev.millwright.ui.BrowserZone;
import dev.millwright.ui.ComponentTexts;
import dev.millwright.ui.Icons;
import dev.millwright.ui.InlineFile;
import dev.millwright.ui.MenuLink;
import dev.millwright.ui.RelativeTime;
import dev.millwright.workspace.spi.RecordOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.core.annotation.Order;

/** Offers printing where records are, to those who may. */
@org.springframework.stereotype.Component
@Order(100)
class PrintOffer implements RecordOffer {

    private static final int LOG = 20;
    private static final String PDF = "application/pdf";

    private final Prints prints;
    private final AccessibleForms access;
    private final Jobs jobs;
    private final PublicAddress address;
    private final CurrentPerson currentPerson;
    private final BusinessTime time;

    PrintOffer(
            Prints prints,
            AccessibleForms access,
            Jobs jobs,
            PublicAddress address,
            CurrentPerson currentPerson,
            BusinessTime time) {
        this.prints = prints;
        this.access = access;
        this.jobs = jobs;
        this.address = address;
        this.currentPerson = currentPerson;
        this.time = time;
    }

    private List<Choice> templates(FormRef form) {
        return access.allows(form, Action.PRINT) ? prints.templates(form) : List.of();
    }

    private Reading reading() {
        return new Reading(new FormatContext(locale(), time.zone()), address());
    }

    private String address() {
        return VaadinRequest.getCurrent() instanceof VaadinServletRequest request
                ? address.of(request.getHttpServletRequest())
                : address.now();
    }

    @Override
    public List<Component> onRecord(FormRef form, RecordData record) {
        List<Choice> templates = templates(form);
        if (templates.isEmpty()) {
            return List.of();
        }
        if (templates.size() == 1) {
            Anchor link = one(form, record, templates.getFirst());
            link.removeAll();
            link.add(Icons.of("vaadin:print"), new Span(t("print.action")));
            link.addClassNames("mw-print-button");
            return List.of(link);
        }
        MenuBar bar = bar(false);
        MenuItem root = bar.addItem(label());
        templates.forEach(template -> root.getSubMenu().addItem(one(form, record, template)));
        return List.of(bar);
    }

    private static MenuBar bar(boolean small) {
        MenuBar bar = ComponentTexts.localised(new MenuBar());
        bar.addClassName("mw-print-menu");
        if (small) {
            bar.addThemeVariants(MenuBarVariant.LUMO_SMALL);
        }
        return bar;
    }

    private static Div label() {
        Div label = new Div(Icons.of("vaadin:print"), new Span(t("print.action")));
        label.addClassName("mw-button-label");
        return label;
    }

    /** Each time the link is followed the record is printed as it then is. */
    private MenuLink one(FormRef form, RecordData record, Choice template) {
        Reading reading = reading();
        MenuLink link = new MenuLink(
                inline(
                        template.label(),
                        out -> out.write(prints.one(form, record.id(), template.key(), reading)
                                .file())),
                template.label());
        link.setTarget(AnchorTarget.BLANK);
        return link;
    }

    private DownloadHandler inline(String name, InlineFile.Writer writer) {
        return InlineFile.of(PdfName.of(name), PDF, currentPerson, writer);
    }

    @Override
    public List<Component> belowRecord(FormRef form, RecordData record) {
        List<Print> log = prints.of(form, record.id(), LOG);
        if (log.isEmpty()) {
            return List.of();
        }
        UnorderedList list = new UnorderedList();
        list.addClassName("mw-prints");
        log.forEach(print -> list.add(new ListItem(row(print))));
        Div section = new Div(new H2(t("print.log.title")), list);
        section.addClassName("mw-prints-section");
        return List.of(section);
    }

    private Component row(Print print) {
        Span what = new Span(print.template());
        what.addClassName("mw-prints-what");
        Span who = new Span(t(
                "print.log.by",
                print.by(),
                RelativeTime.format(print.at(), time.now(), BrowserZone.or(time.zone()), locale()),
                print.release()));
        who.setTitle(RelativeTime.exact(print.at(), BrowserZone.or(time.zone()), locale()));
        who.addClassName("mw-prints-who");
        List<Component> parts = new ArrayList<>(List.of(what, who));
        if (print.records() > 1) {
            Span many = new Span(t("print.log.many", print.records()));
            many.addClassName("mw-prints-who");
            parts.add(many);
        }
        if (print.mine() && print.kept()) {
            Anchor again = file(print, t("print.log.again"));
            again.addClassName("mw-prints-again");
            parts.add(again);
        }
        Div row = new Div(parts.toArray(Component[]::new));
        row.addClassName("mw-prints-row");
        return row;
    }

    private Anchor file(Print print, String label) {
        Anchor link = new Anchor(inline(print.template(), out -> prints.write(print.id(), out)), label);
        link.setTarget(AnchorTarget.BLANK);
        return link;
    }

    @Override
    public List<Component> onChosen(FormRef form, Supplier<Chosen> chosen) {
        List<Choice> templates = templates(form);
        if (templates.isEmpty()) {
            return List.of();
        }
        MenuBar bar = bar(true);
        MenuItem root = bar.addItem(label());
        templates.forEach(template ->
                root.getSubMenu().addItem(template.label(), click -> print(form, chosen.get(), template)));
        return List.of(bar);
    }

    @Override
    public List<Entry> onList(FormRef form, Supplier<ListRequest> list) {
        return templates(form).stream()
                .map(template -> new Entry(
                        t("print.list", template.label()), () -> print(form, new Chosen.Found(list.get()), template)))
                .toList();
    }

    private void print(FormRef form, Chosen chosen, Choice template) {
        Reading reading = reading();
        Printing printing = switch (chosen) {
            case Chosen.These(List<UUID> ids) -> progress -> prints.these(form, ids, template.key(), reading, progress);
            case Chosen.Found(ListRequest found) -> progress -> prints.found(found, template.key(), reading, progress);
        };
        new PrintDialog(
                        template.label(),
                        template.arrangement() == Arrangement.CARDS,
                        jobs,
                        progress -> PrintDialog.facts(printing.print(progress)),
                        id -> file(prints.get(id), t("print.dialog.open")))
                .open();
    }

    private interface Printing {
        Print print(JobProgress progress);
    }
}
