package dev.millwright.flow.internal;

import dev.millwright.app.Access;
import dev.millwright.app.AppRights;
import dev.millwright.app.PublishedApps;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowFigures;
import dev.millwright.identity.Role;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.NotAllowedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Works figures out where runs are kept: one statement for each question, over an index of its own. */
@Repository
class JdbcFlowFigures implements FlowFigures {

    private final JdbcClient jdbc;
    private final AppRights rights;
    private final PublishedApps apps;
    private final FlowDesign design;
    private final SpokenNames names;
    private final BusinessTime time;

    JdbcFlowFigures(
            JdbcClient jdbc,
            AppRights rights,
            PublishedApps apps,
            FlowDesign design,
            SpokenNames names,
            BusinessTime time) {
        this.jdbc = jdbc;
        this.rights = rights;
        this.apps = apps;
        this.design = design;
        this.names = names;
        this.time = time;
    }

    @Override
    public boolean areFor(String app) {
        return mayRead(rights.access(app));
    }

    private static boolean mayRead(Access access) {
        return access.designs()
                || access.manages()
                || access.opens() && access.person().has(Role.MANAGER);
    }

    private UUID require(String app) {
        Access access = rights.access(app);
        if (!mayRead(access)) {
            throw new NotAllowedException("work.error.figures", access.app().label());
        }
        return access.app().id();
    }

    @Override
    public List<Of> flows(String app, Instant since) {
        Map<UUID, Counted> counted = new LinkedHashMap<>();
        jdbc.sql("""
            select flow, flow_key, label, outcome, running, failed, ended, overdue, median
            from (
                select flow, max(flow_key) flow_key, max(label) label, null outcome, count(*) running,
                    count(*) filter (where state = 'failed') failed, 0 ended, 0 overdue, null::float8 median
                from platform.flow_instance where app = :app and state <> 'ended' group by flow
              union all
                select flow, max(flow_key), max(label), outcome, 0, 0, count(*), 0,
                    percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at))
                from platform.flow_instance where app = :app and state = 'ended' and ended_at >= :since
                group by grouping sets ((flow, outcome), (flow))
              union all
                select flow, null, null, null, 0, 0, 0, count(*), null
                from platform.flow_step
                where app = :app and closed_at is null and due_at < :now and kind in ('approve', 'fill')
                group by flow
            ) counted
            """)
                .param("app", require(app))
                .param("since", sql(since))
                .param("now", sql(time.now()))
                .query(row -> {
                    counted.computeIfAbsent(row.getObject("flow", UUID.class), Counted::new)
                            .add(row);
                });
        return counted.values().stream()
                .filter(one -> !one.label.isEmpty())
                .map(counts -> counts.of(names.text(app, counts.label)))
                .sorted(Comparator.comparing(Of::label, names.alphabet()))
                .toList();
    }

    /** What the rows of one flow add up to. */
    private static final class Counted {

        private final UUID flow;
        private final Map<String, Long> ended = new TreeMap<>();
        private String key = "";
        private String label = "";
        private long running;
        private long failed;
        private long overdue;

        private @Nullable Duration median;

        Counted(UUID flow) {
            this.flow = flow;
        }

        void add(ResultSet row) throws SQLException {
            String named = row.getString("label");
            if (named != null) {
                label = named;
                key = row.getString("flow_key");
            }
            running += row.getLong("running");
            failed += row.getLong("failed");
            overdue += row.getLong("overdue");
            String outcome = row.getString("outcome");
            if (outcome != null) {
                ended.merge(outcome, row.getLong("ended"), Long::sum);
            } else if (row.getLong("ended") > 0) {
                median = seconds(row.getDouble("median"));
            }
        }

        Of of(String spoken) {
            return new Of(flow, key, spoken, running, failed, overdue, Map.copyOf(ended), median);
        }
    }

    @Override
    public List<OfStep> steps(String app, UUID flow, Instant since) {
        FlowChart chart = apps.designed(app).stream()
                .flatMap(published -> published.all(FlowDefinition.KIND, FlowDefinition.class).stream())
                .filter(one -> one.id().equals(flow))
                .findFirst()
                .map(design::chart)
                .orElse(null);
        return jdbc.sql("""
            select node, max(label) label, sum(open) open, sum(overdue) overdue, sum(finished) finished,
                max(waiting[1]) waiting_median, max(waiting[2]) waiting_most,
                max(working[1]) working_median, max(working[2]) working_most
            from (
                select node, max(label) label, 0 open, 0 overdue, count(*) finished,
                    percentile_cont(array[0.5, 0.9]) within group
                        (order by extract(epoch from coalesce(first_act_at, closed_at) - opened_at)) waiting,
                    percentile_cont(array[0.5, 0.9]) within group
                        (order by extract(epoch from closed_at - coalesce(first_act_at, closed_at))) working
                from platform.flow_step
                where app = :app and flow = :flow and closed_at >= :since and kind in ('approve', 'fill')
                group by node
              union all
                select node, max(label), count(*), count(*) filter (where due_at < :now), 0, null, null
                from platform.flow_step
                where app = :app and flow = :flow and closed_at is null and kind in ('approve', 'fill')
                group by node
            ) turns
            group by node
            order by coalesce(max(waiting[1]), 0) + coalesce(max(working[1]), 0) desc, max(label)
            """)
                .param("app", require(app))
                .param("flow", flow)
                .param("since", sql(since))
                .param("now", sql(time.now()))
                .query((row, number) -> new OfStep(
                        row.getObject("node", UUID.class),
                        nameOf(app, chart, row.getObject("node", UUID.class), row.getString("label")),
                        row.getLong("open"),
                        row.getLong("overdue"),
                        row.getLong("finished"),
                        new Spread(seconds(row.getDouble("waiting_median")), seconds(row.getDouble("waiting_most"))),
                        new Spread(seconds(row.getDouble("working_median")), seconds(row.getDouble("working_most")))))
                .list();
    }

    /** Steps that the flow no longer has go by the name that they had, if they had one. */
    private String nameOf(String app, @Nullable FlowChart chart, UUID node, String label) {
        if (chart != null && (chart.isStart(node) || chart.find(node).isPresent())) {
            return names.step(app, chart, node);
        }
        return label.isBlank() ? "–" : names.text(app, label);
    }

    @Override
    public List<OfPerson> people(String app, @Nullable UUID flow, int limit) {
        return jdbc.sql("""
            select person, max(person_name) name, count(*) open, count(*) filter (where due_at < :now) overdue
            from platform.work_item
            where app = :app and (:flow::uuid is null or flow = :flow::uuid) and state = 'open'
            group by person
            order by overdue desc, open desc, name
            limit :limit
            """)
                .param("app", require(app))
                .param("flow", flow)
                .param("now", sql(time.now()))
                .param("limit", limit)
                .query((row, number) -> new OfPerson(
                        new PersonRef(row.getString("person"), row.getString("name")),
                        row.getLong("open"),
                        row.getLong("overdue")))
                .list();
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }

    private static OffsetDateTime sql(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
