package dev.millwright.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.shared.Ids;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@SchemaTest
class SchemasIntegrationTests {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Schemas schemas;
    private final Inspection inspection;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final DataSource dataSource;

    private String app = "app";

    @Autowired
    SchemasIntegrationTests(
            Schemas schemas,
            Inspection inspection,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            DataSource dataSource) {
        this.schemas = schemas;
        this.inspection = inspection;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.dataSource = dataSource;
    }

    @BeforeEach
    void nameTheApp() {
        app = "app_" + COUNTER.incrementAndGet();
    }

    @Test
    void aSecondPlanIsEmpty() {
        TableSpec batch = table("batch")
                .text("no")
                .index(IndexSpec.unique(Scope.ALL, "no"))
                .spec();
        Tables serial = table("serial")
                .link("batch", batch)
                .link("parent", table("serial").spec());
        for (ColumnType type : ColumnType.values()) {
            serial.column("c_" + type.ordinal(), type);
        }
        TableSpec spec = serial.index(IndexSpec.elements(Scope.LIVE, "c_" + ColumnType.TEXT_ARRAY.ordinal()))
                .index(IndexSpec.ordered(Scope.LIVE, "c_1", "id"))
                .index(IndexSpec.unique(Scope.LIVE, "c_0", "c_4"))
                .spec();
        publish(batch, spec);
        assertThat(schemas.plan(List.of(batch, spec)).isEmpty()).isTrue();
    }

    @Test
    void tablesOfWordsOfSqlAreTablesLikeOthers() {
        TableSpec spec = table("select")
                .text("order")
                .text("user")
                .index(IndexSpec.unique(Scope.LIVE, "order"))
                .spec();
        publish(spec);
        TableSpec changed = table("select").text("user").text("table").spec();
        publish(changed);
        assertThat(schemas.plan(List.of(changed)).isEmpty()).isTrue();
    }

    @Test
    void columnsMadeByHandWithHostileNamesAreRetiredAndKeepTheirValues() {
        TableSpec spec = table("t").text("a").spec();
        publish(spec);
        String hostile = "x\"; drop table " + app + ".t; --";
        jdbc.execute("ALTER TABLE %s.t ADD COLUMN \"%s\" int NOT NULL DEFAULT 7"
                .formatted(app, hostile.replace("\"", "\"\"")));
        insert("t", Map.of("a", "1"));
        publish(spec);
        assertThat(jdbc.queryForMap("SELECT * FROM %s.t".formatted(app))).containsEntry(hostile, 7);
        assertThat(schemas.plan(List.of(spec)).isEmpty()).isTrue();
    }

    @Test
    void aHostileFillIsJustAValue() {
        publish(table("t").text("a").spec());
        insert("t", Map.of());
        String hostile = "'; DROP SCHEMA \\'; $$ ? {d '1'} \" 中文";
        TableSpec spec = table("t")
                .text("a")
                .text("b")
                .column("c", ColumnType.TEXT_ARRAY)
                .spec();
        List<FillStep> fills = List.of(
                new FillStep(spec.table(), "a", hostile),
                new FillStep(spec.table(), "b", hostile),
                new FillStep(spec.table(), "c", List.of(hostile, "b")));
        apply(schemas.plan(List.of(spec), fills));
        assertThat(jdbc.queryForMap("SELECT a, b, c[1] AS c FROM %s.t".formatted(app)))
                .containsEntry("a", hostile)
                .containsEntry("b", hostile)
                .containsEntry("c", hostile);
    }

    @Test
    void everyTypeIsFilledWithoutLeavingADefault() {
        publish(table("t").spec());
        insert("t", Map.of());
        UUID id = Ids.next();
        Map<ColumnType, Object> values = Map.of(
                ColumnType.UUID_ARRAY,
                List.of(id),
                ColumnType.TEXT,
                "x",
                ColumnType.BIGINT,
                Long.MIN_VALUE,
                ColumnType.NUMERIC,
                new BigDecimal("1E+3"),
                ColumnType.BOOLEAN,
                true,
                ColumnType.DATE,
                LocalDate.of(2025, 2, 28),
                ColumnType.TIMESTAMPTZ,
                Instant.parse("2025-02-28T23:59:59.123456Z"),
                ColumnType.UUID,
                id,
                ColumnType.TEXT_ARRAY,
                List.of(),
                ColumnType.JSONB,
                "{\"a\": [1, \"?\"]}");
        Tables tables = table("t");
        List<FillStep> fills = new ArrayList<>();
        values.forEach((type, value) -> {
            tables.column("c_" + type.ordinal(), type);
            fills.add(new FillStep(new TableName(app, "t"), "c_" + type.ordinal(), value));
        });
        apply(schemas.plan(List.of(tables.spec()), fills));
        insert("t", Map.of());
        assertThat(jdbc.queryForList(
                        "SELECT num_nonnulls(c_0, c_1, c_2, c_3, c_4, c_5, c_6, c_7, c_8, c_9) FROM %s.t ORDER BY 1"
                                .formatted(app),
                        Integer.class))
                .containsExactly(0, 10);
        assertThat(jdbc.queryForMap(
                        "SELECT c_5 = '2025-02-28T23:59:59.123456Z' AS moment, c_2 = 1000 AS number, c_6 AS id"
                                + " FROM %s.t WHERE c_0 IS NOT NULL".formatted(app)))
                .containsEntry("moment", true)
                .containsEntry("number", true)
                .containsEntry("id", id);
    }

    @Test
    void aRetiredColumnGivesWayAndComesBackWithItsValues() {
        IndexSpec unique = IndexSpec.unique(Scope.ALL, "code");
        TableSpec with = table("t").text("a").text("code").index(unique).spec();
        TableSpec without =
                table("t").text("a").retired("code", ColumnType.TEXT).spec();
        publish(with);
        insert("t", Map.of("code", "K-1"));
        publish(without);
        assertThat(schemas.plan(List.of(without)).isEmpty()).isTrue();
        insert("t", Map.of("a", "new"));
        publish(with);
        assertThat(jdbc.queryForList("SELECT code FROM %s.t ORDER BY id".formatted(app), String.class))
                .containsExactly("K-1", null);
        assertThatThrownBy(() -> insert("t", Map.of("code", "K-1"))).hasMessageContaining(unique.nameOn(with.table()));
    }

    @Test
    void aReferenceIsEnforcedAndGoesWithItsRetiredColumn() {
        TableSpec target = table("target").spec();
        TableSpec plain = table("t").text("a").spec();
        TableSpec linked = table("t").text("a").link("target", target).spec();
        publish(target, plain);
        insert("t", Map.of("a", "old"));
        publish(target, linked);
        assertThatThrownBy(() -> insert("t", Map.of("target", Ids.next()))).hasMessageContaining("fk_t_target");
        publish(plain);
        insert("t", Map.of("target", Ids.next()));
        SchemaPlan back = schemas.plan(List.of(linked));
        assertThat(back.conflicts())
                .containsExactly(new SchemaConflict.DanglingReferences(linked.table(), "target", target.table(), 1));
    }

    @Test
    void aReferenceOnAnExistingColumnIsCheckedAfterwards() {
        TableSpec target = table("target").spec();
        publish(target, table("t").column("target", ColumnType.UUID).spec());
        UUID id = insert("target", Map.of());
        insert("t", Map.of("target", id));
        TableSpec linked = table("t").link("target", target).spec();
        SchemaPlan plan = schemas.plan(List.of(linked));
        apply(plan);
        assertThat(schemas.plan(List.of(linked)).steps())
                .extracting(SchemaStep::code)
                .containsExactly("schema.step.checkForeignKey");
        schemas.finish(plan);
        assertThat(schemas.plan(List.of(linked)).isEmpty()).isTrue();
    }

    @Test
    void everythingRollsBackTogetherWithTheCaller() {
        TableSpec before = table("t").text("a").spec();
        publish(before);
        insert("t", Map.of("a", "1"));
        TableSpec after =
                table("t").text("b").index(IndexSpec.unique(Scope.ALL, "b")).spec();
        TableSpec other = table("other").spec();
        SchemaPlan plan = schemas.plan(List.of(after, other));
        transaction.executeWithoutResult(status -> {
            schemas.apply(plan);
            status.setRollbackOnly();
        });
        assertThat(schemas.plan(List.of(before)).isEmpty()).isTrue();
        assertThat(schemas.plan(List.of(after, other)).fingerprint()).isEqualTo(plan.fingerprint());
    }

    @Test
    void isAppliedInATransactionOfTheCallerOnly() {
        SchemaPlan plan = schemas.plan(List.of(table("t").spec()));
        assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(() -> schemas.apply(plan));
    }

    @Test
    void leavesTheSettingsOfTheCallersTransactionAlone() {
        SchemaPlan plan = schemas.plan(List.of(table("t").spec()));
        transaction.executeWithoutResult(_ -> {
            jdbc.execute("SET LOCAL lock_timeout = '7s'");
            schemas.apply(plan);
            assertThat(jdbc.queryForObject("SHOW lock_timeout", String.class)).isEqualTo("7s");
            assertThat(jdbc.queryForObject("SHOW deadlock_timeout", String.class))
                    .isEqualTo("1s");
        });
    }

    @Test
    void theFingerprintFollowsTheStructureAndNotTheRows() {
        TableSpec before = table("t").text("a").spec();
        TableSpec after = table("t").text("a").text("b").spec();
        publish(before);
        SchemaPlan plan = schemas.plan(List.of(after));
        insert("t", Map.of("a", "1"));
        assertThat(schemas.plan(List.of(after)).fingerprint()).isEqualTo(plan.fingerprint());
        jdbc.execute("ALTER TABLE %s.t ADD COLUMN by_hand int".formatted(app));
        assertThat(schemas.plan(List.of(after)).fingerprint()).isNotEqualTo(plan.fingerprint());
    }

    @Test
    void duplicatesAreCountedExactlyAndCanBeOpened() {
        publish(table("t").text("a").spec());
        for (int i = 0; i < 37; i++) {
            insert("t", Map.of("a", i < 20 ? "x" : "y"));
        }
        insert("t", Map.of("a", "z"));
        insert("t", Map.of());
        insert("t", Map.of());
        UUID deleted = insert("t", Map.of("a", "z"));
        jdbc.update("UPDATE %s.t SET deleted_at = now() WHERE id = ?".formatted(app), deleted);
        TableSpec unique =
                table("t").text("a").index(IndexSpec.unique(Scope.LIVE, "a")).spec();
        SchemaPlan plan = schemas.plan(List.of(unique));
        assertThat(plan.conflicts())
                .containsExactly(new SchemaConflict.DuplicateValues(
                        unique.table(), List.of("a"), Scope.LIVE, new Duplicates(37, 2)));
        assertThat(inspection.duplicateIds(unique.table(), List.of("a"), Scope.LIVE, 100))
                .hasSize(37)
                .doesNotHaveDuplicates();
        assertThat(inspection.duplicates(unique.table(), List.of("a"), Scope.ALL))
                .isEqualTo(new Duplicates(39, 3));
        assertThatExceptionOfType(SchemaConflictException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(_ -> schemas.apply(plan)));
    }

    @Test
    void duplicatesThatArriveAfterThePlanAreAConflictToo() {
        publish(table("t").text("a").spec());
        SchemaPlan plan = schemas.plan(List.of(
                table("t").text("a").index(IndexSpec.unique(Scope.LIVE, "a")).spec()));
        insert("t", Map.of("a", "x"));
        insert("t", Map.of("a", "x"));
        assertThatExceptionOfType(SchemaConflictException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(_ -> schemas.apply(plan)));
    }

    @Test
    void aConstantInAUniqueColumnIsAConflictWhenThereAreRows() {
        publish(table("t").text("a").spec());
        insert("t", Map.of());
        insert("t", Map.of());
        TableSpec spec = table("t")
                .text("a")
                .text("b")
                .index(IndexSpec.unique(Scope.LIVE, "b"))
                .spec();
        assertThat(schemas.plan(List.of(spec), List.of(new FillStep(spec.table(), "b", "same")))
                        .conflicts())
                .containsExactly(new SchemaConflict.DuplicateValues(
                        spec.table(), List.of("b"), Scope.LIVE, new Duplicates(2, 1)));
        assertThat(schemas.plan(List.of(spec)).conflicts()).isEmpty();
    }

    @Test
    void aConversionCarriesValuesOverOrSaysHowManyDoNotFit() {
        publish(table("t").text("n").text("d").text("m").spec());
        insert("t", Map.of("n", "12.50", "d", "2024-02-29", "m", "one"));
        UUID bad = insert("t", Map.of("n", "1e5x", "d", "2023-02-29", "m", "two"));
        TableSpec spec = table("t")
                .column("n", ColumnType.NUMERIC)
                .column("d", ColumnType.DATE)
                .column("m", ColumnType.TEXT_ARRAY)
                .spec();
        assertThat(schemas.plan(List.of(spec)).conflicts())
                .containsExactlyInAnyOrder(
                        new SchemaConflict.InconvertibleValues(spec.table(), "n", "text", ColumnType.NUMERIC, 1),
                        new SchemaConflict.InconvertibleValues(spec.table(), "d", "text", ColumnType.DATE, 1));
        jdbc.update("DELETE FROM %s.t WHERE id = ?".formatted(app), bad);
        publish(spec);
        assertThat(jdbc.queryForMap("SELECT n, d::text AS d, m[1] AS m FROM %s.t".formatted(app)))
                .containsEntry("n", new BigDecimal("12.50"))
                .containsEntry("d", "2024-02-29")
                .containsEntry("m", "one");
    }

    @Test
    void aConversionThatMakesUniqueValuesEqualIsAConflict() {
        IndexSpec unique = IndexSpec.unique(Scope.ALL, "n");
        publish(table("t").text("n").index(unique).spec());
        insert("t", Map.of("n", "1"));
        insert("t", Map.of("n", "01"));
        TableSpec spec = table("t").column("n", ColumnType.BIGINT).index(unique).spec();
        assertThat(schemas.plan(List.of(spec)).conflicts())
                .containsExactly(new SchemaConflict.DuplicateValues(
                        spec.table(), List.of("n"), Scope.ALL, new Duplicates(2, 1)));
    }

    @Test
    void everyConversionThereIsRunsOnAnEmptyTableAndOnNulls() {
        for (ColumnType from : ColumnType.values()) {
            for (ColumnType to : ColumnType.values()) {
                String name = "t_%d_%d".formatted(from.ordinal(), to.ordinal());
                publish(table(name).column("c", from).spec());
                insert(name, Map.of());
                TableSpec spec = table(name).column("c", to).spec();
                SchemaPlan plan = schemas.plan(List.of(spec));
                if (plan.isApplicable()) {
                    apply(plan);
                    assertThat(schemas.plan(List.of(spec)).isEmpty()).isTrue();
                } else {
                    assertThat(plan.conflicts()).hasOnlyElementsOfType(SchemaConflict.UnsupportedConversion.class);
                }
            }
        }
    }

    @Test
    void aTableThatIsNotOursIsLeftAlone() {
        jdbc.execute("CREATE SCHEMA " + app);
        jdbc.execute("CREATE VIEW %s.t AS SELECT 1 AS id".formatted(app));
        TableSpec spec = table("t").spec();
        assertThat(schemas.plan(List.of(spec)).conflicts())
                .containsExactly(new SchemaConflict.ForeignTable(spec.table()));
    }

    @Test
    void aTableInUseIsBusyAndTheRetryGetsThrough() throws Exception {
        publish(table("t").text("a").spec());
        TableSpec spec = table("t").text("a").text("b").spec();
        SchemaPlan plan = schemas.plan(List.of(spec));
        AtomicBoolean committed = new AtomicBoolean();
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE %s.t IN ROW EXCLUSIVE MODE".formatted(app));
            assertThatExceptionOfType(SchemaBusyException.class)
                    .isThrownBy(() -> transaction.executeWithoutResult(_ -> schemas.apply(plan)));
            SchemaRetry.retrying(() -> transaction.execute(_ -> {
                try {
                    schemas.apply(plan);
                } catch (SchemaBusyException e) {
                    commit(other);
                    throw e;
                }
                committed.set(true);
                return true;
            }));
        }
        assertThat(committed).isTrue();
        assertThat(schemas.plan(List.of(spec)).isEmpty()).isTrue();
    }

    @Test
    void anIndexOnALargeTableIsBuiltAfterwardsAndABrokenOneIsReplaced() {
        publish(table("t").text("a").spec());
        fill("t", 30_000);
        IndexSpec index = IndexSpec.ordered(Scope.LIVE, "a", "id");
        TableSpec spec = table("t").text("a").index(index).spec();
        SchemaPlan plan = schemas.plan(List.of(spec));
        assertThat(plan.steps(Phase.AFTER_COMMIT)).hasSize(1);
        assertThat(plan.steps(Phase.IN_TRANSACTION)).isEmpty();
        apply(plan);
        schemas.finish(plan);
        assertThat(schemas.plan(List.of(spec)).isEmpty()).isTrue();
        jdbc.update(
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = ?::regclass",
                app + "." + index.nameOn(spec.table()));
        assertThat(schemas.plan(List.of(spec)).isEmpty()).isFalse();
        schemas.finish(schemas.plan(List.of(spec)));
        assertThat(schemas.plan(List.of(spec)).isEmpty()).isTrue();
        schemas.finish(plan);
    }

    @Test
    void aUniqueIndexIsBuiltAheadWithTheSameFingerprintAndTakenBack() {
        TableSpec before = table("t").text("a").spec();
        publish(before);
        fill("t", 30_000);
        TableSpec spec =
                table("t").text("a").index(IndexSpec.unique(Scope.LIVE, "a")).spec();
        SchemaPlan plan = schemas.plan(List.of(spec));
        schemas.prepare(plan);
        SchemaPlan prepared = schemas.plan(List.of(spec));
        assertThat(prepared.isEmpty()).isTrue();
        assertThat(prepared.fingerprint()).isEqualTo(plan.fingerprint());
        apply(plan);
        schemas.abandon(plan);
        assertThat(schemas.plan(List.of(before)).isEmpty()).isTrue();
        apply(plan);
        assertThat(schemas.plan(List.of(spec)).isEmpty()).isTrue();
    }

    @Test
    void duplicatesMetAheadAreAConflictAndLeaveNothingBehind() {
        TableSpec before = table("t").text("a").spec();
        publish(before);
        fill("t", 30_000);
        SchemaPlan plan = schemas.plan(List.of(
                table("t").text("a").index(IndexSpec.unique(Scope.LIVE, "a")).spec()));
        insert("t", Map.of("a", "x"));
        insert("t", Map.of("a", "x"));
        assertThatExceptionOfType(SchemaConflictException.class).isThrownBy(() -> schemas.prepare(plan));
        assertThat(schemas.plan(List.of(before)).isEmpty()).isTrue();
        assertThatExceptionOfType(IllegalTransactionStateException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(_ -> schemas.prepare(plan)));
    }

    @Test
    void aUniqueIndexOverAConvertedColumnWaitsForTheTransaction() {
        publish(table("t").text("a").column("n", ColumnType.BIGINT).spec());
        fill("t", 30_000);
        TableSpec spec = table("t")
                .text("a")
                .column("n", ColumnType.NUMERIC)
                .index(IndexSpec.unique(Scope.LIVE, "n"))
                .spec();
        SchemaPlan plan = schemas.plan(List.of(spec));
        assertThat(plan.steps())
                .extracting(step -> step.code() + " " + step.phase() + " " + step.risk() + " " + step.lock())
                .containsExactly(
                        "schema.step.convertColumn IN_TRANSACTION MEDIUM BLOCKS_ALL",
                        "schema.step.addUnique IN_TRANSACTION MEDIUM BLOCKS_WRITING");
        apply(plan);
        assertThat(schemas.plan(List.of(spec)).isEmpty()).isTrue();
    }

    @Test
    void rowsAreCountedWhileTheyAreFewAndEstimatedOtherwise() {
        publish(table("t").text("a").spec());
        assertThat(inspection.rows(new TableName(app, "t"))).isEqualTo(RowCount.NONE);
        fill("t", 22_892);
        assertThat(inspection.rows(new TableName(app, "t"))).isEqualTo(new RowCount(22_892, true));
        assertThat(inspection.nulls(new TableName(app, "t"), "a")).isZero();
        assertThat(inspection.rows(new TableName(app, "nowhere"))).isEqualTo(RowCount.NONE);
        SchemaPlan plan = schemas.plan(List.of(table("t").text("a").text("b").spec()));
        assertThat(plan.steps()).singleElement().satisfies(step -> {
            assertThat(step.rows()).isEqualTo(new RowCount(22_892, true));
            assertThat(step.risk()).isEqualTo(Risk.NONE);
        });
    }

    @Test
    void aUniqueIndexOnManyRowsIsBuiltAheadUnlessItsColumnIsNew() {
        publish(table("t").text("a").spec());
        fill("t", 250_000);
        jdbc.execute("ANALYZE %s.t".formatted(app));
        RowCount many = inspection.rows(new TableName(app, "t"));
        assertThat(many.exact()).isFalse();
        assertThat(many.rows()).isBetween(240_000L, 260_000L);
        IndexSpec onOld = IndexSpec.unique(Scope.LIVE, "a");
        IndexSpec onNew = IndexSpec.unique(Scope.LIVE, "b");
        SchemaPlan plan = schemas.plan(
                List.of(table("t").text("a").text("b").index(onOld).index(onNew).spec()));
        assertThat(plan.steps())
                .extracting(step -> step.code() + " " + step.risk() + " " + step.lock())
                .containsExactly(
                        "schema.step.addColumn NONE BRIEF",
                        "schema.step.addUnique NONE NONE",
                        "schema.step.addUnique LOW BRIEF");
        assertThat(plan.steps(Phase.BEFORE)).hasSize(1);
    }

    @Test
    void addingRetiringAndBringingBackLosesNothingWhilePeopleWrite() throws Exception {
        TableSpec with = table("t")
                .text("a")
                .text("extra")
                .index(IndexSpec.unique(Scope.LIVE, "extra"))
                .spec();
        TableSpec without = table("t").text("a").spec();
        publish(with);
        fill("t", 20_000);
        jdbc.update("UPDATE %s.t SET extra = a".formatted(app));
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger acknowledged = new AtomicInteger();
        List<Throwable> failures = new ArrayList<>();
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                while (!stop.get()) {
                    insert("t", Map.of("a", "written meanwhile"));
                    acknowledged.incrementAndGet();
                }
            } catch (RuntimeException e) {
                failures.add(e);
            }
        });
        for (int i = 0; i < 5; i++) {
            publish(without);
            publish(with);
            publish(table("t")
                    .text("a")
                    .text("extra")
                    .column("n_" + i, ColumnType.BIGINT)
                    .spec());
        }
        stop.set(true);
        writer.join();
        assertThat(failures).isEmpty();
        assertThat(acknowledged.get()).isPositive();
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM %s.t WHERE a = 'written meanwhile'".formatted(app), Integer.class))
                .isEqualTo(acknowledged.get());
        assertThat(jdbc.queryForObject("SELECT count(*) FROM %s.t WHERE extra = a".formatted(app), Integer.class))
                .isEqualTo(20_000);
    }

    private Tables table(String name) {
        return Tables.table(app, name);
    }

    private void publish(TableSpec... wanted) {
        SchemaRetry.retrying(() -> Objects.requireNonNull(transaction.execute(_ -> {
            SchemaPlan plan = schemas.plan(List.of(wanted));
            assertThat(plan.conflicts()).isEmpty();
            schemas.apply(plan);
            return plan;
        })));
    }

    private void apply(SchemaPlan plan) {
        transaction.executeWithoutResult(_ -> schemas.apply(plan));
    }

    private UUID insert(String table, Map<String, ?> values) {
        UUID id = Ids.next();
        StringBuilder names = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        List<@Nullable Object> arguments = new ArrayList<>(List.of(id));
        values.forEach((name, value) -> {
            names.append(", ").append(name);
            marks.append(", ?");
            arguments.add(value);
        });
        jdbc.update(
                ("INSERT INTO %s.%s (id, version, created_at, created_by, created_by_name, updated_at, updated_by,"
                                + " updated_by_name%s) VALUES (?, 1, now(), 'u', 'U', now(), 'u', 'U'%s)")
                        .formatted(app, table, names, marks),
                arguments.toArray());
        return id;
    }

    private void fill(String table, int rows) {
        jdbc.update(
                ("INSERT INTO %s.%s (id, version, created_at, created_by, created_by_name, updated_at, updated_by,"
                                + " updated_by_name, a) SELECT gen_random_uuid(), 1, now(), 'u', 'U', now(), 'u', 'U',"
                                + " gen_random_uuid()::text FROM generate_series(1, ?)")
                        .formatted(app, table),
                rows);
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
