package dev.millwright.record.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Action;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.record.Condition;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.record.ui.RecordScreens.Opened;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The recycle bin of a form: what was deleted, by whom and when, and the way back. */
@Route(RecordsNavigation.BIN)
@PermitAll
class RecordBinView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private final transient RecordScreens screens;
    private transient @Nullable Opened opened;

    RecordBinView(RecordScreens screens) {
        this.screens = screens;
        addClassName("mw-list");
        setSizeFull();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Opened form = screens.open(event.getRouteParameters());
        opened = form;
        removeAll();
        PageHeader header = new PageHeader(t("record.bin.title", form.form().label()), t("record.bin.text"));
        header.setLeading(Icons.of("vaadin:trash"));
        RecordRows rows = new RecordRows(
                screens.query(), new ListRequest(form.ref(), Condition.ALL, "", List.of(), Set.of(), 50, null, true));
        Grid<RecordData> grid = new Grid<>();
        grid.addClassName("mw-records");
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_COMPACT);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setSizeFull();
        FormatContext format = screens.format();
        grid.addComponentColumn(row -> new Anchor(RecordsNavigation.record(form.ref(), row.id()), row.title()))
                .setHeader(t("record.bin.record"))
                .setFlexGrow(2);
        grid.addColumn(row -> deleted(row, format)).setHeader(t("record.bin.deleted"));
        if (form.may(Action.DELETE)) {
            grid.addComponentColumn(row -> restore(form, row, rows))
                    .setAutoWidth(true)
                    .setFlexGrow(0);
        }
        grid.setItems(rows);
        grid.setEmptyStateComponent(new EmptyState("vaadin:trash", t("record.bin.empty"), t("record.bin.emptyText")));
        Div body = new Div(grid);
        body.addClassName("mw-list-body");
        add(header, body);
    }

    private Button restore(Opened form, RecordData row, RecordRows rows) {
        Button restore = new Button(t("record.action.restore"), Icons.of("vaadin:rotate-left"), click -> {
            try {
                screens.records().restore(form.ref(), row.id(), Via.SCREEN);
                Notices.success(t("record.restored", row.title()));
            } catch (UniqueValueTakenException taken) {
                Notices.error(RecordScreens.cannotRestore(row, taken));
            } catch (NotAllowedException refused) {
                Notices.error(refused);
            }
            rows.refreshAll();
        });
        restore.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return restore;
    }

    private static String deleted(RecordData row, FormatContext format) {
        Instant at = row.deletedAt();
        PersonRef by = row.deletedBy();
        return (at == null ? "" : ListColumn.format(at, format)) + (by == null ? "" : " · " + by.name());
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        Opened form = opened;
        return form == null
                ? List.of()
                : List.of(form.appStep(), form.listStep(), Breadcrumb.here(t("record.list.bin")));
    }
}
