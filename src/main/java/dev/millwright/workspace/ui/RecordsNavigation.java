package dev.millwright.workspace.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.FormRef;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterRow;
import dev.millwright.workspace.FilterScope;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The addresses of the record screens, without leading slash. */
public final class RecordsNavigation {

    static final String API = "app/:app/api";
    static final String LIST = "app/:app/form/:form";
    static final String NEW = "app/:app/form/:form/new";
    static final String DRAFT =
            "app/:app/form/:form/draft/:draft([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";
    static final String BIN = "app/:app/form/:form/bin";
    static final String RECORD =
            "app/:app/form/:form/:record([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";
    static final String APP = "app";
    static final String FORM = "form";
    static final String ID = "record";
    static final String ID_OF_DRAFT = "draft";
    static final String COPY = "copy";
    static final String LINK = "link";

    private RecordsNavigation() {}

    /** The page on which the HTTP API of an app is tried. */
    public static String api(String app) {
        return "app/" + app + "/api";
    }

    public static String list(FormRef form) {
        return "app/" + form.app() + "/form/" + form.form();
    }

    /** As {@link #list(FilterScope, List)} with conditions on fields of the form itself. */
    public static String list(PublishedForm form, List<FilterRow> conditions) {
        return list(FilterScope.own(form), conditions);
    }

    /** The records that meet all the conditions, whatever view the list opens with. */
    public static String list(FilterScope scope, List<? extends FilterPart> conditions) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        conditions.forEach(part -> rows.add(part.toJson(scope)));
        PublishedForm form = scope.form();
        return list(new FormRef(form.app().key(), form.key())) + "?"
                + ListState.only(rows).getQueryString();
    }

    public static String create(FormRef form) {
        return list(form) + "/new";
    }

    /** Goes to an address with what it asks for. */
    static void go(String address) {
        Location there = new Location(address);
        UI.getCurrent().navigate(there.getPath(), there.getQueryParameters());
    }

    /** To enter a new record that begins with what another has. */
    public static String copy(FormRef form, UUID id) {
        return create(form) + "?" + COPY + "=" + id;
    }

    /**
     * To enter a new record that links to another, and to come back to that.
     *
     * @param field key of the field that links
     */
    public static String createLinked(FormRef form, String field, UUID to) {
        return create(form) + "?" + LINK + "=" + field + ":" + to;
    }

    /** What the person began to enter and saved before it was complete. */
    public static String draft(FormRef form, UUID id) {
        return list(form) + "/draft/" + id;
    }

    public static String bin(FormRef form) {
        return list(form) + "/bin";
    }

    public static String record(FormRef form, UUID id) {
        return list(form) + "/" + id;
    }
}
