package dev.millwright.e2e;

import dev.millwright.e2e.ApiClient.Answer;
import dev.millwright.shared.Ids;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A designer who publishes one release of a form after the other, most with a new label and some with a new field. */
final class PublishingClient implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(700);
    private static final int NEW_FIELD_EVERY = 5;
    private static final int MOST_NEW_FIELDS = 100;

    private final ApiClient api;
    private final String app;
    private final String form;
    private final ObjectNode definition;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private Future<?> running = CompletableFuture.completedFuture(true);
    private volatile boolean stopping;
    private int attempts;
    private long acknowledged;

    PublishingClient(ApiClient api, String app, String form) {
        this.api = api;
        this.app = app;
        this.form = form;
        this.definition = form(form, "Parts");
        ArrayNode rows = rows(definition);
        field(rows, "number", "code")
                .putObject("config")
                .putArray("parts")
                .addObject()
                .put("part", "number")
                .put("width", 1)
                .put("reset", "never");
        field(rows, "tag", "text");
        field(rows, "label", "text");
    }

    private static ObjectNode form(String key, String label) {
        ObjectNode form = JsonMapper.shared().createObjectNode();
        form.put("id", Ids.next().toString()).put("key", key).put("label", label);
        form.put("icon", "vaadin:cube");
        form.putArray("sections")
                .addObject()
                .put("id", Ids.next().toString())
                .put("title", "")
                .putArray("rows");
        form.putArray("retired");
        return form;
    }

    static ArrayNode rows(ObjectNode form) {
        return (ArrayNode) form.path("sections").path(0).path("rows");
    }

    static ObjectNode field(ArrayNode rows, String key, String type) {
        ObjectNode field = rows.addObject().putArray("fields").addObject();
        field.put("id", Ids.next().toString()).put("key", key).put("label", key).put("type", type);
        field.putObject("config");
        field.put("required", false)
                .put("unique", type.equals("code"))
                .put("help", "")
                .put("placeholder", "");
        return field;
    }

    /** Creates the app with its form, and another form of tags that stays as it is. */
    void begin(String other) {
        api.require(
                "POST",
                "/apps",
                JsonMapper.shared()
                        .createObjectNode()
                        .put("key", app)
                        .put("label", "Killed")
                        .toString());
        ObjectNode tags = form(other, "Tags");
        field(rows(tags), "tag", "text");
        api.require("PUT", "/apps/" + app + "/drafts/form/" + other, tags.toString());
        if (!publish()) {
            throw new IllegalStateException("The form cannot be published");
        }
    }

    void start() {
        stopping = false;
        running = thread.submit(() -> {
            while (!stopping) {
                publishNext();
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        });
    }

    void stop() throws Exception {
        stopping = true;
        running.get();
    }

    long acknowledged() {
        return acknowledged;
    }

    private void publishNext() {
        attempts++;
        definition.put("label", "Parts " + attempts);
        if (attempts % NEW_FIELD_EVERY == 0 && attempts <= NEW_FIELD_EVERY * MOST_NEW_FIELDS) {
            field(rows(definition), "extra_" + attempts, "text");
        }
        if (publish()) {
            acknowledged++;
        }
    }

    private boolean publish() {
        String base = "/apps/" + app;
        if (api.call("PUT", base + "/drafts/form/" + form, definition.toString())
                                .status()
                        / 100
                != 2) {
            return false;
        }
        Answer plan = api.call("POST", base + "/releases:plan", "{}");
        String fingerprint = plan.body().path("fingerprint").asString("");
        return api.call("POST", base + "/releases", "{\"fingerprint\": \"" + fingerprint + "\"}")
                        .status()
                == 201;
    }

    /** Compares the latest release with the table that it stands for. Gives what is wrong. */
    List<String> compare(DataSource database) throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            Set<String> designed = new HashSet<>();
            try (var rows = statement.executeQuery("""
                    select a.release, (select max(number) from platform.release where app = a.id), d.json::text
                    from platform.app a join platform.definition d on d.app = a.id and d.until is null
                    where a.key = '%s' and d.key = '%s'
                    """.formatted(app, form))) {
                rows.next();
                if (rows.getLong(1) != rows.getLong(2) || rows.getLong(1) < acknowledged) {
                    wrong.add("release %d of %d, %d acknowledged"
                            .formatted(rows.getLong(1), rows.getLong(2), acknowledged));
                }
                JsonNode latest = JsonMapper.shared().readTree(rows.getString(3));
                latest.path("sections")
                        .path(0)
                        .path("rows")
                        .forEach(row -> designed.add(
                                row.path("fields").path(0).path("key").asString()));
            }
            Set<String> stored = new HashSet<>();
            try (var rows = statement.executeQuery("""
                    select column_name from information_schema.columns
                    where table_schema = 'app_%s' and table_name = '%s'
                    and (column_name like 'extra_%%' or column_name in ('number', 'tag', 'label'))
                    """.formatted(app, form))) {
                while (rows.next()) {
                    stored.add(rows.getString(1));
                }
            }
            if (!designed.equals(stored)) {
                wrong.add("designed " + designed + ", stored " + stored);
            }
        }
        return wrong;
    }

    @Override
    public void close() {
        stopping = true;
        thread.close();
    }
}
