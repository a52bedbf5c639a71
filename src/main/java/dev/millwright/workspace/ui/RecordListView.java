package dev.millwright.workspace.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordsChanged;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a form: search, filter, sort, choose columns, open. What it shows is in its address. */
@Route(RecordsNavigation.LIST)
@PermitAll
class RecordListView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private final transient RecordScreens screens;
    private transient @Nullable OpenForm opened;
    private transient @Nullable RecordList list;
    private final transient List<RecordChanges.Subscription> subscriptions = new ArrayList<>();
    private @Nullable Registration resizing;

    RecordListView(RecordScreens screens) {
        this.screens = screens;
        setSizeFull();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        OpenForm wanted = screens.open(event.getRouteParameters());
        removeAll();
        opened = wanted;
        RecordList made = new RecordList(
                screens, new ListModel(screens, wanted, event.getLocation().getQueryParameters()));
        list = made;
        add(made);
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter(ListState.AT)
                .ifPresent(made::show);
        // The router keeps the view when only the form changes.
        getUI().ifPresent(this::follow);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        follow(event.getUI());
        resizing = event.getUI().getPage().addBrowserWindowResizeListener(resize -> {
            if (list != null) {
                list.fit(resize.getWidth());
            }
        });
    }

    @Override
    protected void onDetach(DetachEvent event) {
        unfollow();
        if (resizing != null) {
            resizing.remove();
            resizing = null;
        }
    }

    private void unfollow() {
        subscriptions.forEach(RecordChanges.Subscription::close);
        subscriptions.clear();
    }

    private void follow(UI ui) {
        RecordList present = list;
        unfollow();
        if (present == null || opened == null) {
            return;
        }
        subscriptions.add(
                Following.begin(ui, screens.changes(), opened.ref(), RecordsChanged::written, present::refresh));
        subscriptions.add(Following.begin(
                ui,
                screens.changes(),
                opened.ref(),
                changed -> !changed.written() && present.marks(changed),
                present::refreshMarks));
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return opened == null
                ? List.of()
                : List.of(opened.appStep(), Breadcrumb.here(opened.form().label()));
    }
}
