package dev.millwright.flow.internal;

import dev.millwright.app.PublishedApps;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.spi.RecordLock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Keeps people from changing records that are in approval; what their flow lets them change they change in its steps. */
@Component
class InApproval implements RecordLock {

    private final PublishedApps apps;
    private final RunStore runs;
    private final SpokenNames names;
    private final JdbcTemplate database;

    InApproval(PublishedApps apps, RunStore runs, SpokenNames names, JdbcTemplate database) {
        this.apps = apps;
        this.runs = runs;
        this.names = names;
        this.database = database;
    }

    @Override
    public boolean concerns(PublishedForm form) {
        return apps.designed(form.app().key()).stream()
                .flatMap(app -> app.all(FlowDefinition.KIND, FlowDefinition.class).stream())
                .anyMatch(flow -> form.id().equals(flow.form()));
    }

    @Override
    public Map<UUID, Holder> holders(PublishedForm form, Collection<UUID> records) {
        Map<UUID, Holder> holders = new HashMap<>();
        database.query(
                """
                SELECT i.record, i.app_key, i.label, i.version, (
                    SELECT s.node FROM platform.flow_step s WHERE s.instance = i.id AND s.state = 'open' ORDER BY s.id LIMIT 1) AS node
                FROM platform.flow_instance i WHERE i.record = ANY(?) AND i.submitted AND i.state <> 'ended'\
                """,
                row -> {
                    String app = row.getString("app_key");
                    UUID node = row.getObject("node", UUID.class);
                    String step = node == null
                            ? ""
                            : names.step(
                                    app,
                                    runs.version(RunStore.uuid(row, "version")).chart(),
                                    node);
                    holders.put(
                            RunStore.uuid(row, "record"), new Holder(names.text(app, row.getString("label")), step));
                },
                (Object) records.toArray(UUID[]::new));
        return holders;
    }
}
