package dev.millwright.workspace.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Action;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.workspace.EntryDrafts.EntryDraft;
import jakarta.annotation.security.PermitAll;

/** Goes on with a new record that was saved before it was complete. */
@Route(RecordsNavigation.DRAFT)
@PermitAll
class DraftView extends RecordView {

    DraftView(RecordScreens screens) {
        super(screens);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        OpenForm form = screens.open(event.getRouteParameters());
        if (!form.may(Action.CREATE)) {
            throw new NotAllowedException(
                    "record.error.notAllowed.create", form.form().label());
        }
        EntryDraft draft = event.getRouteParameters()
                .get(RecordsNavigation.ID_OF_DRAFT)
                .flatMap(Ids::parse)
                .flatMap(screens.drafts()::find)
                .filter(found -> found.form().equals(form.form().id()))
                .orElseThrow(() -> new NotFoundException(form.form().label()));
        begin(form, draft);
    }
}
