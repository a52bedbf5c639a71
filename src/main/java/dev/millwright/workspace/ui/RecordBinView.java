package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recycle bin of a form: what was deleted, by whom and when, and the way back. */
@Route(RecordsNavigation.BIN)
@PermitAll
class RecordBinView extends Composite<Div> implements BeforeEnterObserver, HasBreadcrumbs {

    private final transient RecordScreens screens;
    private transient @Nullable OpenForm opened;

    RecordBinView(RecordScreens screens) {
        this.screens = screens;
        getContent().setSizeFull();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        OpenForm form = screens.open(event.getRouteParameters());
        opened = form;
        getContent().removeAll();
        getContent().add(new RecordBin(screens, form));
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        OpenForm form = opened;
        return form == null
                ? List.of()
                : List.of(form.appStep(), form.listStep(), Breadcrumb.here(t("record.list.bin")));
    }
}
