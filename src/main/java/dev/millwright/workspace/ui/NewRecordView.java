package dev.millwright.workspace.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Action;
import dev.millwright.shared.NotAllowedException;
import jakarta.annotation.security.PermitAll;

/** Enters a new record. */
@Route(RecordsNavigation.NEW)
@PermitAll
class NewRecordView extends RecordView {

    NewRecordView(RecordScreens screens) {
        super(screens);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        OpenForm form = screens.open(event.getRouteParameters());
        if (!form.may(Action.CREATE)) {
            throw new NotAllowedException(
                    "record.error.notAllowed.create", form.form().label());
        }
        begin(form);
    }
}
