package dev.millwright.schema.internal;

import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.FillStep;
import dev.millwright.schema.ForeignKeySpec;
import dev.millwright.schema.IndexSpec;
import dev.millwright.schema.RecastStep;
import dev.millwright.schema.SchemaChange;
import dev.millwright.schema.SchemaConflict;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import dev.millwright.schema.TableSpec;
import dev.millwright.schema.internal.LiveDatabase.LiveColumn;
import dev.millwright.schema.internal.LiveDatabase.LiveForeignKey;
import dev.millwright.schema.internal.LiveDatabase.LiveIndex;
import dev.millwright.schema.internal.LiveDatabase.LiveTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pure difference between what is live and what is wanted, in the order in which the changes can run. */
final class SchemaDiff {

    /**
     * What was found.
     *
     * @param conflicts those that need no look at the data
     */
    record Difference(List<SchemaChange> changes, List<SchemaConflict> conflicts) {}

    private final LiveDatabase live;
    private final Map<TableName, TableSpec> wanted = new LinkedHashMap<>();
    private final Map<TableName, Map<String, FillStep>> fills = new HashMap<>();
    private final Map<TableName, List<RecastStep>> recasts = new HashMap<>();

    private final Set<SchemaChange> schemas = new LinkedHashSet<>();
    private final List<SchemaChange> tables = new ArrayList<>();
    private final List<SchemaChange> columns = new ArrayList<>();
    private final List<SchemaChange> indexes = new ArrayList<>();
    private final List<SchemaChange> foreignKeys = new ArrayList<>();
    private final List<SchemaChange> checks = new ArrayList<>();
    private final List<SchemaConflict> conflicts = new ArrayList<>();

    private SchemaDiff(LiveDatabase live, List<TableSpec> wanted, List<FillStep> fills, List<RecastStep> recasts) {
        this.live = live;
        recasts.forEach(recast -> this.recasts
                .computeIfAbsent(recast.table(), _ -> new ArrayList<>())
                .add(recast));
        wanted.stream().sorted(Comparator.comparing(TableSpec::table)).forEach(spec -> {
            if (this.wanted.put(spec.table(), spec) != null) {
                throw new IllegalArgumentException("Wanted twice: " + spec.table());
            }
        });
        for (FillStep fill : fills) {
            TableSpec spec = this.wanted.get(fill.table());
            ColumnSpec column = spec == null ? null : spec.column(fill.column()).orElse(null);
            if (column == null) {
                throw new IllegalArgumentException("Fills what is not wanted: " + fill.table() + "." + fill.column());
            }
            // Refuses a value of another type while nothing has happened yet.
            Sql.literal(column.type(), fill.value());
            if (this.fills.computeIfAbsent(fill.table(), _ -> new HashMap<>()).put(fill.column(), fill) != null) {
                throw new IllegalArgumentException("Filled twice: " + fill.table() + "." + fill.column());
            }
        }
    }

    static Difference between(LiveDatabase live, List<TableSpec> wanted, List<FillStep> fills) {
        return between(live, wanted, fills, List.of());
    }

    static Difference between(
            LiveDatabase live, List<TableSpec> wanted, List<FillStep> fills, List<RecastStep> recasts) {
        return new SchemaDiff(live, wanted, fills, recasts).difference();
    }

    private Difference difference() {
        for (TableSpec spec : wanted.values()) {
            if (!live.schemas().contains(spec.schema())) {
                schemas.add(new SchemaChange.CreateSchema(spec.schema()));
            }
            LiveTable table = live.tables().get(spec.table());
            if (table == null) {
                create(spec);
            } else if (isOurs(table)) {
                new Alteration(spec, table).collect();
            } else {
                conflicts.add(new SchemaConflict.ForeignTable(spec.table()));
            }
        }
        return new Difference(
                Stream.of(schemas, tables, columns, indexes, foreignKeys, checks)
                        .<SchemaChange>flatMap(changes -> changes.stream())
                        .toList(),
                List.copyOf(conflicts));
    }

    private void create(TableSpec spec) {
        tables.add(new SchemaChange.CreateTable(spec));
        for (ForeignKeySpec foreignKey : spec.foreignKeys()) {
            if (targetExists(spec.table(), foreignKey)) {
                foreignKeys.add(new SchemaChange.AddForeignKey(spec.table(), foreignKey, true));
            }
        }
    }

    private boolean targetExists(TableName table, ForeignKeySpec foreignKey) {
        boolean exists =
                wanted.containsKey(foreignKey.target()) || live.tables().containsKey(foreignKey.target());
        if (!exists) {
            conflicts.add(new SchemaConflict.MissingTarget(table, foreignKey.column(), foreignKey.target()));
        }
        return exists;
    }

    private static boolean isOurs(LiveTable table) {
        return table.ordinary()
                && SystemColumns.ALL.stream().allMatch(wanted -> {
                    LiveColumn column = table.columns().get(wanted.name());
                    return column != null
                            && column.sqlType().equals(wanted.type().sqlName());
                });
    }

    /** One existing table on its way to the wanted one. */
    private final class Alteration {

        private final TableSpec spec;
        private final LiveTable table;
        private final TableName name;
        private final Map<String, IndexSpec> wantedIndexes;
        private final Map<String, ForeignKeySpec> wantedForeignKeys;
        private final List<RecastStep> recasting;

        /** Columns whose values get another type, as they are and as they will be. */
        private final Set<String> recastColumns = new HashSet<>();

        private Alteration(TableSpec spec, LiveTable table) {
            this.spec = spec;
            this.table = table;
            this.name = spec.table();
            this.wantedIndexes = Stream.concat(SystemColumns.INDEXES.stream(), spec.indexes().stream())
                    .distinct()
                    .collect(Collectors.toMap(
                            index -> index.nameOn(name), index -> index, (a, _) -> a, LinkedHashMap::new));
            this.wantedForeignKeys = spec.foreignKeys().stream()
                    .collect(Collectors.toMap(
                            foreignKey -> foreignKey.nameOn(name),
                            foreignKey -> foreignKey,
                            (a, _) -> a,
                            LinkedHashMap::new));
            // What is not there as told has been changed already, by a plan that was carried out.
            this.recasting = recasts.getOrDefault(name, List.of()).stream()
                    .filter(recast -> recast.from().stream().allMatch(this::stands))
                    .toList();
            recasting.forEach(recast -> Stream.concat(recast.from().stream(), recast.to().stream())
                    .forEach(column -> recastColumns.add(column.name())));
        }

        /** A field that was taken away and comes back with another type changes it like any other. */
        private boolean stands(ColumnSpec column) {
            LiveColumn present = table.columns().get(column.name());
            return present != null && present.sqlType().equals(column.type().sqlName());
        }

        private void recast(RecastStep recast) {
            Set<String> former = recast.from().stream().map(ColumnSpec::name).collect(Collectors.toSet());
            boolean earlier = recast.to().stream().allMatch(column -> {
                LiveColumn kept = table.columns().get(recast.earlier(column));
                return kept != null && kept.sqlType().equals(column.type().sqlName());
            });
            ColumnSpec first = recast.to().getFirst();
            String kept = recast.earlier(first);
            columns.add(new SchemaChange.RecastColumns(
                    recast,
                    earlier,
                    earlier && table.columns().containsKey(RecastStep.witness(kept)),
                    witnesses(first, Set.of(kept, recast.kept(recast.from().getFirst()))),
                    literals(recast.to()),
                    table.indexes().entrySet().stream()
                            .filter(index -> index.getValue().columns().stream().anyMatch(former::contains))
                            .map(Map.Entry::getKey)
                            .toList(),
                    table.foreignKeys().entrySet().stream()
                            .filter(key -> former.contains(key.getValue().column()))
                            .map(Map.Entry::getKey)
                            .toList()));
            for (ColumnSpec column : recast.to()) {
                FillStep fill = fill(column);
                if (fill != null) {
                    columns.add(new SchemaChange.FillColumn(name, column, fill));
                }
            }
        }

        private SortedMap<String, String> literals(List<ColumnSpec> of) {
            SortedMap<String, String> literals = new TreeMap<>();
            for (ColumnSpec column : of) {
                FillStep fill = fill(column);
                if (fill != null) {
                    literals.put(column.name(), Sql.literal(column.type(), fill.value()));
                }
            }
            return literals;
        }

        private List<String> witnesses(ColumnSpec first, Set<String> without) {
            return table.columns().keySet().stream()
                    .filter(column -> column.startsWith(first.name() + "$")
                            && !RecastStep.isWitness(column)
                            && !without.contains(column))
                    .map(RecastStep::witness)
                    .filter(table.columns()::containsKey)
                    .toList();
        }

        private void collect() {
            retire();
            List<SchemaChange> adding = new ArrayList<>();
            for (ColumnSpec column : spec.columns()) {
                if (recastColumns.contains(column.name())) {
                    continue;
                }
                LiveColumn liveColumn = table.columns().get(column.name());
                if (liveColumn == null) {
                    adding.add(add(column));
                } else {
                    keep(column, liveColumn);
                }
            }
            columns.addAll(adding);
            // After the columns that take what does not fit.
            recasting.forEach(this::recast);
            addIndexes();
            addForeignKeys();
        }

        private void retire() {
            Map<String, LiveIndex> indexesGoing = new LinkedHashMap<>(table.indexes());
            indexesGoing.keySet().removeAll(wantedIndexes.keySet());
            indexesGoing.values().removeIf(index -> index.columns().stream().anyMatch(recastColumns::contains));
            Map<String, LiveForeignKey> foreignKeysGoing = new LinkedHashMap<>(table.foreignKeys());
            foreignKeysGoing.keySet().removeAll(wantedForeignKeys.keySet());
            foreignKeysGoing.values().removeIf(foreignKey -> recastColumns.contains(foreignKey.column()));
            List<SchemaChange> retirements = new ArrayList<>();
            table.columns().forEach((column, liveColumn) -> {
                if (liveColumn.retired()
                        || recastColumns.contains(column)
                        || SystemColumns.NAMES.contains(column)
                        || spec.column(column).isPresent()) {
                    return;
                }
                List<String> itsIndexes = indexesGoing.keySet().stream()
                        .filter(index -> Objects.requireNonNull(indexesGoing.get(index))
                                .columns()
                                .contains(column))
                        .toList();
                List<String> itsForeignKeys = foreignKeysGoing.keySet().stream()
                        .filter(foreignKey -> Objects.requireNonNull(foreignKeysGoing.get(foreignKey))
                                .column()
                                .equals(column))
                        .toList();
                itsIndexes.forEach(indexesGoing::remove);
                itsForeignKeys.forEach(foreignKeysGoing::remove);
                retirements.add(
                        new SchemaChange.RetireColumn(name, column, liveColumn.required(), itsIndexes, itsForeignKeys));
            });
            foreignKeysGoing.forEach((foreignKey, liveForeignKey) ->
                    columns.add(new SchemaChange.DropForeignKey(name, foreignKey, liveForeignKey.column())));
            indexesGoing.forEach((index, liveIndex) ->
                    columns.add(new SchemaChange.DropIndex(name, index, liveIndex.columns(), liveIndex.unique())));
            columns.addAll(retirements);
        }

        private void keep(ColumnSpec column, LiveColumn liveColumn) {
            if (liveColumn.retired()) {
                columns.add(new SchemaChange.BringBackColumn(name, column.name()));
            }
            String from = liveColumn.sqlType();
            if (!from.equals(column.type().sqlName())) {
                if (Conversion.between(from, column.type()).isEmpty()) {
                    conflicts.add(new SchemaConflict.UnsupportedConversion(name, column.name(), from, column.type()));
                    return;
                }
                columns.add(new SchemaChange.ConvertColumn(name, column.name(), from, column.type()));
            }
            FillStep fill = fill(column);
            if (fill != null) {
                columns.add(new SchemaChange.FillColumn(name, column, fill));
            }
        }

        private SchemaChange add(ColumnSpec column) {
            FillStep fill = fill(column);
            ForeignKeySpec foreignKey = fill == null ? inlineForeignKey(column.name()) : null;
            return new SchemaChange.AddColumn(name, column, foreignKey, fill);
        }

        /** A reference declared with its new, empty column needs no look at the rows; a filled one does. */
        private @Nullable ForeignKeySpec inlineForeignKey(String column) {
            return wantedForeignKeys.values().stream()
                    .filter(foreignKey -> foreignKey.column().equals(column) && !foreignKey.several())
                    .filter(foreignKey -> wanted.containsKey(foreignKey.target())
                            || live.tables().containsKey(foreignKey.target()))
                    .findFirst()
                    .orElse(null);
        }

        private void addIndexes() {
            wantedIndexes.forEach((indexName, index) -> {
                boolean goes = index.columns().stream().anyMatch(recastColumns::contains);
                LiveIndex liveIndex = goes ? null : table.indexes().get(indexName);
                if (liveIndex == null || !liveIndex.valid()) {
                    boolean overNewColumn =
                            index.columns().stream().anyMatch(column -> isNew(column) && fillOf(column) == null);
                    indexes.add(new SchemaChange.AddIndex(name, index, overNewColumn, liveIndex != null));
                }
            });
        }

        private void addForeignKeys() {
            wantedForeignKeys.forEach((foreignKeyName, foreignKey) -> {
                boolean goes = recastColumns.contains(foreignKey.column());
                LiveForeignKey liveForeignKey =
                        goes ? null : table.foreignKeys().get(foreignKeyName);
                if (liveForeignKey != null) {
                    if (!liveForeignKey.checked()) {
                        checks.add(new SchemaChange.CheckForeignKey(name, foreignKey));
                    }
                    return;
                }
                if (!targetExists(name, foreignKey)) {
                    return;
                }
                if (foreignKey.several()) {
                    // The pairs are checked as they are written.
                    foreignKeys.add(new SchemaChange.AddForeignKey(name, foreignKey, false));
                    return;
                }
                boolean declaredWithColumn = isNew(foreignKey.column()) && fillOf(foreignKey.column()) == null;
                if (!declaredWithColumn) {
                    foreignKeys.add(new SchemaChange.AddForeignKey(name, foreignKey, false));
                    checks.add(new SchemaChange.CheckForeignKey(name, foreignKey));
                }
            });
        }

        private boolean isNew(String column) {
            return !table.columns().containsKey(column);
        }

        private @Nullable FillStep fill(ColumnSpec column) {
            return fillOf(column.name());
        }

        private @Nullable FillStep fillOf(String column) {
            return fills.getOrDefault(name, Map.of()).get(column);
        }
    }
}
