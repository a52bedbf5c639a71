package dev.millwright.workspace.ui;

import dev.millwright.form.PublishedForm;
import dev.millwright.record.FormRef;
import dev.millwright.workspace.FilterRow;
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

    private RecordsNavigation() {}

    /** The page on which the HTTP API of an app is tried. */
    public static String api(String app) {
        return "app/" + app + "/api";
    }

    public static String list(FormRef form) {
        return "app/" + form.app() + "/form/" + form.form();
    }

    /** The records that meet all the conditions, whatever view the list opens with. */
    public static String list(PublishedForm form, List<FilterRow> conditions) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        conditions.forEach(row -> rows.add(row.toJson(form)));
        return list(new FormRef(form.app().key(), form.key())) + "?"
                + ListState.only(rows).getQueryString();
    }

    public static String create(FormRef form) {
        return list(form) + "/new";
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
