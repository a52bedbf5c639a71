package dev.millwright.workspace.ui;

import com.vaadin.flow.router.RouteParameters;
import dev.millwright.app.Action;
import dev.millwright.app.PublishedApps;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.People;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Texts;
import dev.millwright.ui.BrowserZone;
import dev.millwright.ui.UiTexts;
import dev.millwright.workspace.FilterScope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What the pages of a published form have in common: the form that their address names, and how they write values. */
@Component
public class FormPages {

    private final AccessibleForms accessible;
    private final PublishedApps apps;
    private final CurrentPerson person;
    private final BusinessTime time;
    private final Texts texts;
    private final People people;

    FormPages(
            AccessibleForms accessible,
            PublishedApps apps,
            CurrentPerson person,
            BusinessTime time,
            Texts texts,
            People people) {
        this.people = people;
        this.accessible = accessible;
        this.apps = apps;
        this.person = person;
        this.time = time;
        this.texts = texts;
    }

    /** What filters of the form's records may be about, for the one who asks. */
    FilterScope filterScope(PublishedForm form) {
        return FilterScope.of(form, accessible);
    }

    /**
     * The form that an address names.
     *
     * @throws dev.millwright.shared.NotFoundException for one whose records the person may not see
     */
    public OpenForm open(RouteParameters parameters) {
        FormRef ref = named(parameters);
        return new OpenForm(this, accessible.require(ref, Action.SEE), ref);
    }

    /** What an address names, be it there or not. */
    static FormRef named(RouteParameters parameters) {
        return new FormRef(
                parameters.get(RecordsNavigation.APP).orElse(""),
                parameters.get(RecordsNavigation.FORM).orElse(""));
    }

    /** The language of the page and the zone of its browser. */
    public FormatContext format() {
        return new FormatContext(UiTexts.locale(), BrowserZone.or(time.zone()), people::hasLeft);
    }

    /** A moment as lists show it. */
    public String moment(Instant moment) {
        return ListColumn.format(moment, format());
    }

    /** The forms of an app whose records the person may see. */
    List<PublishedForm> visible(String app) {
        try {
            return accessible.all(app);
        } catch (NotFoundException notOpen) {
            return List.of();
        }
    }

    boolean may(FormRef form, Action action) {
        return accessible.allows(form, action);
    }

    FieldRights fields(FormRef form) {
        return accessible.fields(form);
    }

    Set<Action> may(FormRef form, UUID record) {
        return accessible.may(form, record);
    }

    FieldRights fieldsOfNew(FormRef form) {
        return accessible.fieldsOfNew(form);
    }

    FieldRights fields(FormRef form, UUID record) {
        return accessible.fields(form, record);
    }

    boolean mayDesign(FormRef form) {
        return apps.find(form.app())
                .map(now -> now.rights().designs(person.get()))
                .orElse(false);
    }

    Texts texts() {
        return texts;
    }
}
