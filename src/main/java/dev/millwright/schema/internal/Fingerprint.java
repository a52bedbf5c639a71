package dev.millwright.schema.internal;

import dev.millwright.schema.FillStep;
import dev.millwright.schema.SchemaChange;
import dev.millwright.schema.SchemaConflict;
import dev.millwright.schema.TableSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** Tells plans apart by what is wanted, what is there and what will happen; numbers of rows move all the time and stay out. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(
            LiveDatabase live,
            List<TableSpec> wanted,
            List<FillStep> fills,
            List<SchemaChange> changes,
            List<SchemaConflict> conflicts) {
        StringBuilder text = new StringBuilder();
        wanted.stream()
                .sorted(Comparator.comparing(TableSpec::table))
                .forEach(spec -> text.append(spec)
                        .append('\n')
                        .append(live.tables().get(spec.table()))
                        .append('\n'));
        fills.forEach(fill -> text.append(fill).append('\n'));
        changes.forEach(change -> text.append(change).append('\n'));
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
