package dev.millwright.workspace.ui;

import dev.millwright.app.Action;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.FormRef;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.ui.UiTexts;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.workspace.FilterScope;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** A form that is open on a page. */
public record OpenForm(FormPages pages, PublishedForm form, FormRef ref) {

    /** Whether the person may do this now; asked anew each time, so that a change of rights shows at the next action. */
    public boolean may(Action action) {
        return pages.may(ref, action);
    }

    /** The most that the person may do with the fields of any record. */
    FieldRights fields() {
        return pages.fields(ref);
    }

    /** What the person may do with the record. */
    Set<Action> may(UUID record) {
        return pages.may(ref, record);
    }

    /** What the person may do with the fields of a new record; all of it where they may make none. */
    public FieldRights fieldsOfNew() {
        return may(Action.CREATE) ? pages.fieldsOfNew(ref) : FieldRights.ALL;
    }

    /** What the person may do with the fields of the record. */
    FieldRights fields(UUID record) {
        return pages.fields(ref, record);
    }

    boolean mayDesign() {
        return pages.mayDesign(ref);
    }

    public Breadcrumb appStep() {
        return Breadcrumb.to(form.app().label(), "app/" + ref.app());
    }

    public Breadcrumb listStep() {
        return Breadcrumb.to(form.label(), RecordsNavigation.list(ref));
    }

    /** What filters of the records may be about. */
    FilterScope filterScope() {
        return pages.filterScope(form);
    }

    List<ListColumn> columns() {
        return ListColumn.of(form, pages.texts(), UiTexts.locale());
    }
}
