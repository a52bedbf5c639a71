package dev.millwright.schema.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.FillStep;
import dev.millwright.schema.ForeignKeySpec;
import dev.millwright.schema.IndexSpec;
import dev.millwright.schema.SchemaChange;
import dev.millwright.schema.SchemaConflict;
import dev.millwright.schema.Scope;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import dev.millwright.schema.TableSpec;
import dev.millwright.schema.Tables;
import dev.millwright.schema.internal.LiveDatabase.LiveColumn;
import dev.millwright.schema.internal.LiveDatabase.LiveForeignKey;
import dev.millwright.schema.internal.LiveDatabase.LiveIndex;
import dev.millwright.schema.internal.LiveDatabase.LiveTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaDiffTests {

    private static final TableName T = new TableName("app", "t");

    @Test
    void anEmptyDatabaseGetsSchemaTablesAndThenReferences() {
        TableSpec batch = table("batch").text("no").spec();
        TableSpec serial = table("serial")
                .link("batch", batch)
                .link("parent", table("serial").spec())
                .spec();
        assertThat(changes(nothing(), batch, serial))
                .containsExactly(
                        new SchemaChange.CreateSchema("app"),
                        new SchemaChange.CreateTable(batch),
                        new SchemaChange.CreateTable(serial),
                        new SchemaChange.AddForeignKey(
                                serial.table(), new ForeignKeySpec("batch", "app", "batch"), true),
                        new SchemaChange.AddForeignKey(
                                serial.table(), new ForeignKeySpec("parent", "app", "serial"), true));
    }

    @Test
    void whatMatchesNeedsNothing() {
        TableSpec spec =
                table("t").text("a").index(IndexSpec.unique(Scope.LIVE, "a")).spec();
        assertThat(changes(live(spec), spec)).isEmpty();
    }

    @Test
    void aMissingColumnIsAddedWithItsReferenceAndIndex() {
        TableSpec before = table("t").spec();
        IndexSpec unique = IndexSpec.unique(Scope.ALL, "parent");
        TableSpec after = table("t").link("parent", before).index(unique).spec();
        assertThat(changes(live(before), after))
                .containsExactly(
                        new SchemaChange.AddColumn(
                                T,
                                new ColumnSpec("parent", ColumnType.UUID),
                                new ForeignKeySpec("parent", "app", "t"),
                                null),
                        new SchemaChange.AddIndex(T, unique, true, false));
    }

    @Test
    void aColumnLeftOutIsRetiredOnceWithWhatItEnforces() {
        IndexSpec unique = IndexSpec.unique(Scope.LIVE, "a");
        TableSpec before = table("t").text("a").text("b").index(unique).spec();
        TableSpec after = table("t").text("b").retired("a", ColumnType.TEXT).spec();
        assertThat(changes(live(before), after))
                .containsExactly(new SchemaChange.RetireColumn(T, "a", false, List.of(unique.nameOn(T)), List.of()));
        LiveDatabase retired = live(table("t").text("a").text("b").spec(), "a");
        assertThat(changes(retired, after)).isEmpty();
        assertThat(changes(retired, table("t").text("b").spec())).isEmpty();
    }

    @Test
    void aRetiredColumnIsBroughtBackWithItsIndex() {
        IndexSpec unique = IndexSpec.unique(Scope.LIVE, "a");
        LiveDatabase retired = live(table("t").text("a").spec(), "a");
        assertThat(changes(retired, table("t").text("a").index(unique).spec()))
                .containsExactly(
                        new SchemaChange.BringBackColumn(T, "a"), new SchemaChange.AddIndex(T, unique, false, false));
    }

    @Test
    void aRetiredColumnThatIsNotThereIsNotMade() {
        TableSpec spec = table("t").spec();
        assertThat(changes(
                        live(spec), table("t").retired("gone", ColumnType.DATE).spec()))
                .isEmpty();
    }

    @Test
    void anotherScopeIsAnotherIndex() {
        IndexSpec all = IndexSpec.unique(Scope.ALL, "a");
        IndexSpec living = IndexSpec.unique(Scope.LIVE, "a");
        assertThat(changes(
                        live(table("t").text("a").index(all).spec()),
                        table("t").text("a").index(living).spec()))
                .containsExactly(
                        new SchemaChange.DropIndex(T, all.nameOn(T), List.of("a"), true),
                        new SchemaChange.AddIndex(T, living, false, false));
    }

    @Test
    void anotherTypeIsAConversionOrAConflict() {
        LiveDatabase live =
                live(table("t").text("a").column("d", ColumnType.DATE).spec());
        SchemaDiff.Difference difference = SchemaDiff.between(
                live,
                List.of(table("t")
                        .column("a", ColumnType.NUMERIC)
                        .column("d", ColumnType.JSONB)
                        .spec()),
                List.of());
        assertThat(difference.changes())
                .containsExactly(new SchemaChange.ConvertColumn(T, "a", "text", ColumnType.NUMERIC));
        assertThat(difference.conflicts())
                .containsExactly(new SchemaConflict.UnsupportedConversion(T, "d", "date", ColumnType.JSONB));
    }

    @Test
    void aNewColumnIsFilledAsItIsAddedAndAnOldOneAfterwards() {
        FillStep fillNew = new FillStep(T, "n", 1L);
        FillStep fillOld = new FillStep(T, "a", "x");
        TableSpec after = table("t").text("a").column("n", ColumnType.BIGINT).spec();
        assertThat(SchemaDiff.between(live(table("t").text("a").spec()), List.of(after), List.of(fillNew, fillOld))
                        .changes())
                .containsExactlyInAnyOrder(
                        new SchemaChange.AddColumn(T, new ColumnSpec("n", ColumnType.BIGINT), null, fillNew),
                        new SchemaChange.FillColumn(T, new ColumnSpec("a", ColumnType.TEXT), fillOld));
    }

    @Test
    void refusesAFillOfAnotherTypeOrOfNothing() {
        TableSpec spec = table("t").column("n", ColumnType.BIGINT).spec();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaDiff.between(
                        nothing(), List.of(spec), List.of(new FillStep(T, "n", "1); drop schema app; --"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaDiff.between(nothing(), List.of(spec), List.of(new FillStep(T, "other", 1L))));
    }

    @Test
    void aTableOfOthersIsAConflict() {
        LiveDatabase live = live(table("t").spec());
        LiveTable table = Objects.requireNonNull(live.tables().get(T));
        table.columns().remove(SystemColumns.VERSION);
        assertThat(SchemaDiff.between(live, List.of(table("t").spec()), List.of())
                        .conflicts())
                .containsExactly(new SchemaConflict.ForeignTable(T));
    }

    @Test
    void aReferenceToNowhereIsAConflict() {
        TableSpec missing = table("missing").spec();
        assertThat(SchemaDiff.between(
                                live(table("t").spec()),
                                List.of(table("t").link("a", missing).spec()),
                                List.of())
                        .conflicts())
                .containsExactly(new SchemaConflict.MissingTarget(T, "a", missing.table()));
    }

    @Test
    void anUnfinishedIndexAndAnUncheckedReferenceAreTakenUpAgain() {
        IndexSpec index = IndexSpec.ordered(Scope.LIVE, "a");
        TableSpec spec = table("t").link("a", table("t").spec()).index(index).spec();
        LiveDatabase live = live(spec);
        LiveTable table = Objects.requireNonNull(live.tables().get(T));
        table.indexes().put(index.nameOn(T), new LiveIndex(List.of("a"), false, false));
        ForeignKeySpec foreignKey = spec.foreignKeys().getFirst();
        table.foreignKeys().put(foreignKey.nameOn(T), new LiveForeignKey("a", false));
        assertThat(changes(live, spec))
                .containsExactly(
                        new SchemaChange.AddIndex(T, index, false, true),
                        new SchemaChange.CheckForeignKey(T, foreignKey));
    }

    private static Tables table(String name) {
        return Tables.table("app", name);
    }

    private static List<SchemaChange> changes(LiveDatabase live, TableSpec... wanted) {
        SchemaDiff.Difference difference = SchemaDiff.between(live, List.of(wanted), List.of());
        assertThat(difference.conflicts()).isEmpty();
        return difference.changes();
    }

    private static LiveDatabase nothing() {
        return new LiveDatabase(new TreeSet<>(), new TreeMap<>());
    }

    /** What a table looks like after it was made. */
    private static LiveDatabase live(TableSpec spec, String... retired) {
        LiveTable table = new LiveTable(true, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        SystemColumns.ALL.forEach(column -> table.columns()
                .put(
                        column.name(),
                        new LiveColumn(column.type().sqlName(), SystemColumns.isRequired(column.name()), false)));
        spec.columns()
                .forEach(column -> table.columns()
                        .put(
                                column.name(),
                                new LiveColumn(
                                        column.type().sqlName(),
                                        false,
                                        List.of(retired).contains(column.name()))));
        Stream.concat(SystemColumns.INDEXES.stream(), spec.indexes().stream())
                .forEach(index -> table.indexes()
                        .put(index.nameOn(spec.table()), new LiveIndex(index.columns(), index.unique(), true)));
        spec.foreignKeys()
                .forEach(foreignKey -> table.foreignKeys()
                        .put(foreignKey.nameOn(spec.table()), new LiveForeignKey(foreignKey.column(), true)));
        return new LiveDatabase(new TreeSet<>(List.of(spec.schema())), new TreeMap<>(Map.of(spec.table(), table)));
    }
}
