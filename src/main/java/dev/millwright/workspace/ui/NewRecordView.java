package dev.millwright.workspace.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Action;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;
import java.util.UUID;

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
        QueryParameters asked = event.getLocation().getQueryParameters();
        Optional<UUID> copied = asked.getSingleParameter(RecordsNavigation.COPY).flatMap(Ids::parse);
        String[] link =
                asked.getSingleParameter(RecordsNavigation.LINK).orElse("").split(":", 2);
        if (copied.isPresent()) {
            begin(form, EntryStart.copyOf(screens, form, copied.get()));
        } else if (link.length == 2) {
            begin(
                    form,
                    Ids.parse(link[1])
                            .map(to -> EntryStart.linked(screens, form, link[0], to))
                            .orElse(EntryStart.NOTHING));
        } else {
            begin(form);
        }
    }
}
