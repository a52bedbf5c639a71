package dev.millwright.schema.internal;

import dev.millwright.schema.TableName;
import dev.millwright.schema.TableSpec;
import dev.millwright.schema.internal.LiveDatabase.LiveColumn;
import dev.millwright.schema.internal.LiveDatabase.LiveForeignKey;
import dev.millwright.schema.internal.LiveDatabase.LiveIndex;
import dev.millwright.schema.internal.LiveDatabase.LiveTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what the catalogue of PostgreSQL holds of the tables concerned. */
final class Catalogue {

    /** Others' indexes and references are not ours to drop. */
    private static final String MADE_HERE = "_[0-9a-f]{8}$";

    private final JdbcTemplate jdbc;

    Catalogue(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The wanted tables and those they refer to, as far as they are there. */
    LiveDatabase read(Collection<TableSpec> wanted) {
        Map<String, TableName> concerned = wanted.stream()
                .flatMap(spec -> Stream.concat(
                        Stream.of(spec.table()), spec.foreignKeys().stream().map(foreignKey -> foreignKey.target())))
                .distinct()
                .collect(Collectors.toMap(TableName::toString, table -> table));
        String schemas =
                concerned.values().stream().map(TableName::schema).distinct().collect(Collectors.joining(","));
        String tables = String.join(",", concerned.keySet());
        Map<TableName, SortedMap<String, LiveColumn>> columns = new HashMap<>();
        Map<TableName, SortedMap<String, LiveIndex>> indexes = new HashMap<>();
        Map<TableName, SortedMap<String, LiveForeignKey>> foreignKeys = new HashMap<>();
        Map<TableName, Boolean> ordinary = new HashMap<>();
        each(
                """
                SELECT n.nspname || '.' || c.relname AS relation, c.relkind, a.attname,
                       format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull,
                       col_description(c.oid, a.attnum) AS comment
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                     LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE n.nspname || '.' || c.relname = ANY (string_to_array(?, ','))""",
                tables,
                (table, row) -> {
                    ordinary.put(table, "r".equals(row.getString("relkind")));
                    String column = row.getString("attname");
                    if (column != null) {
                        at(columns, table)
                                .put(
                                        column,
                                        new LiveColumn(
                                                row.getString("type"),
                                                row.getBoolean("attnotnull"),
                                                Ddl.RETIRED.equals(row.getString("comment"))));
                    }
                },
                concerned);
        each(
                """
                SELECT n.nspname || '.' || c.relname AS relation, ic.relname AS name, i.indisunique,
                       i.indisvalid AND i.indisready AS valid,
                       coalesce(
                           (SELECT string_agg(a.attname, chr(10) ORDER BY k.n)
                            FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, n)
                                 JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum),
                           (SELECT string_agg(DISTINCT a.attname, chr(10))
                            FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                            WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                              AND d.refobjid = i.indrelid AND a.attname <> 'deleted_at')) AS columns
                FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
                     JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname || '.' || c.relname = ANY (string_to_array(?, ','))
                  AND NOT i.indisprimary AND ic.relname ~ ('^(ux|ix)_.*' || ?)""",
                tables,
                (table, row) -> {
                    String names = row.getString("columns");
                    at(indexes, table)
                            .put(
                                    row.getString("name"),
                                    new LiveIndex(
                                            names == null ? List.of() : List.of(names.split("\n")),
                                            row.getBoolean("indisunique"),
                                            row.getBoolean("valid")));
                },
                concerned,
                MADE_HERE);
        each(
                """
                SELECT n.nspname || '.' || c.relname AS relation, k.conname, a.attname, k.convalidated
                FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
                     JOIN pg_namespace n ON n.oid = c.relnamespace
                     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
                WHERE n.nspname || '.' || c.relname = ANY (string_to_array(?, ','))
                  AND k.contype = 'f' AND k.conname ~ ('^fk_.*' || ?)""",
                tables,
                (table, row) -> at(foreignKeys, table)
                        .put(
                                row.getString("conname"),
                                new LiveForeignKey(row.getString("attname"), row.getBoolean("convalidated"))),
                concerned,
                MADE_HERE);
        each(
                """
                SELECT n.nspname || '.' || c.relname AS relation,
                       split_part(encode(t.tgargs, 'escape'), '\\000', 2) AS pairs,
                       split_part(encode(t.tgargs, 'escape'), '\\000', 3) AS attname
                FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname || '.' || c.relname = ANY (string_to_array(?, ','))
                  AND NOT t.tgisinternal AND t.tgfoid = to_regproc('platform.keep_pairs')""",
                tables,
                (table, row) -> at(foreignKeys, table)
                        .put(row.getString("pairs"), new LiveForeignKey(row.getString("attname"), true)),
                concerned);
        SortedMap<TableName, LiveTable> live = new TreeMap<>();
        ordinary.forEach((table, isOrdinary) -> live.put(
                table, new LiveTable(isOrdinary, at(columns, table), at(indexes, table), at(foreignKeys, table))));
        SortedSet<String> existing = new TreeSet<>();
        jdbc.query(
                "SELECT nspname FROM pg_namespace WHERE nspname = ANY (string_to_array(?, ','))",
                row -> {
                    existing.add(row.getString(1));
                },
                schemas);
        return new LiveDatabase(existing, live);
    }

    private void each(
            String sql, String tables, RowReader reader, Map<String, TableName> concerned, Object... further) {
        Object[] arguments =
                Stream.concat(Stream.of(tables), Stream.of(further)).toArray();
        jdbc.query(
                sql,
                row -> {
                    TableName table = concerned.get(row.getString("relation"));
                    if (table != null) {
                        reader.read(table, row);
                    }
                },
                arguments);
    }

    private static <V> SortedMap<String, V> at(Map<TableName, SortedMap<String, V>> maps, TableName table) {
        return maps.computeIfAbsent(table, _ -> new TreeMap<>());
    }

    private interface RowReader {
        void read(TableName table, ResultSet row) throws SQLException;
    }
}
