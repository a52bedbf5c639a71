package dev.millwright.schema.internal;

import dev.millwright.schema.FillStep;
import dev.millwright.schema.SchemaChange;
import dev.millwright.schema.SchemaConflict;
import dev.millwright.schema.TableSpec;
import dev.millwright.schema.internal.LiveDatabase.LiveIndex;
import dev.millwright.schema.internal.LiveDatabase.LiveTable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells plans apart by what is wanted, what is there and what will happen. Numbers of rows move all the time and stay out; so
 * do wanted indexes, which may be built ahead of a transaction or after it, so that their being there or not tells nothing.
 */
final class Fingerprint {

    private Fingerprint() {}

    static String of(
            LiveDatabase live,
            List<TableSpec> wanted,
            List<FillStep> fills,
            List<SchemaChange> changes,
            List<SchemaConflict> conflicts) {
        StringBuilder text = new StringBuilder();
        wanted.stream().sorted(Comparator.comparing(TableSpec::table)).forEach(spec -> {
            text.append(spec).append('\n');
            LiveTable table = live.tables().get(spec.table());
            if (table != null) {
                SortedMap<String, LiveIndex> others = new TreeMap<>(table.indexes());
                spec.indexes().forEach(index -> others.remove(index.nameOn(spec.table())));
                text.append(new LiveTable(table.ordinary(), table.columns(), others, table.foreignKeys()))
                        .append('\n');
            }
        });
        fills.forEach(fill -> text.append(fill).append('\n'));
        changes.stream()
                .filter(change -> !(change instanceof SchemaChange.AddIndex))
                .forEach(change -> text.append(change).append('\n'));
        conflicts.forEach(conflict -> text.append(conflict.code())
                .append(conflict.table())
                .append(conflict.columnNames())
                .append('\n'));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
