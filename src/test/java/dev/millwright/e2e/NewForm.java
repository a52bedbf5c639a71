package dev.millwright.e2e;

import dev.millwright.shared.Ids;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form in an app of its own, made and published over HTTP.
 *
 * @param app key of the app
 * @param id of the form, as other definitions name it
 */
record NewForm(ApiClient api, String app, String id) {

    static final String KEY = "sheet";

    /**
     * A field of it.
     *
     * @param config as JSON
     */
    record Field(String key, String type, String config) {

        Field(String key, String type) {
            this(key, type, "{}");
        }
    }

    static NewForm publish(ApiClient api, String label, Field... fields) {
        String app = api.require(
                        "POST",
                        "/apps",
                        JsonMapper.shared()
                                .createObjectNode()
                                .put("label", label)
                                .toString())
                .path("key")
                .asString();
        String id = Ids.next().toString();
        NewForm made = new NewForm(api, app, id);
        made.draft("form", KEY, definition(id, KEY, "Sheet", fields));
        made.publish();
        return made;
    }

    /** A form with a line for each field, each called as its key. */
    static ObjectNode definition(String id, String key, String label, Field... fields) {
        ObjectNode form = JsonMapper.shared().createObjectNode();
        form.put("id", id).put("key", key).put("label", label).put("icon", "vaadin:form");
        ArrayNode rows = form.putArray("sections")
                .addObject()
                .put("id", Ids.next().toString())
                .put("title", "")
                .putArray("rows");
        for (Field one : fields) {
            ObjectNode field = rows.addObject().putArray("fields").addObject();
            field.put("id", Ids.next().toString()).put("key", one.key()).put("label", one.key());
            field.put("type", one.type()).put("required", false).put("unique", false);
            field.put("help", "").put("placeholder", "");
            field.set("config", JsonMapper.shared().readTree(one.config()));
        }
        form.putArray("retired");
        return form;
    }

    /** Its page, below the address of the application. */
    String page() {
        return "/app/" + app + "/form/" + KEY;
    }

    /** Where its records are, below the API. */
    String records() {
        return "/apps/" + app + "/forms/" + KEY + "/records";
    }

    JsonNode create(String values) {
        return api.require("POST", records(), values);
    }

    void draft(String kind, String key, JsonNode definition) {
        api.require("PUT", "/apps/" + app + "/drafts/" + kind + "/" + key, definition.toString());
    }

    void publish() {
        String fingerprint = api.require("POST", "/apps/" + app + "/releases:plan", "{}")
                .path("fingerprint")
                .asString();
        api.require(
                "POST",
                "/apps/" + app + "/releases",
                JsonMapper.shared()
                        .createObjectNode()
                        .put("fingerprint", fingerprint)
                        .toString());
    }

    /** Lets all who work here see the app and do what is named with its records. */
    void letStaff(List<String> actions) {
        ObjectNode rights = (ObjectNode) api.require("GET", "/apps/" + app + "/rights", null);
        rights.putArray("members").add("role:staff");
        ArrayNode allowed = rights.putObject("matrix").putObject("role:staff").putArray("*");
        actions.forEach(allowed::add);
        api.require("PUT", "/apps/" + app + "/rights", rights.toString());
    }
}
