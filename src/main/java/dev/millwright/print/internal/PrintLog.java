package dev.millwright.print.internal;

import dev.millwright.form.PublishedForm;
import dev.millwright.shared.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What was printed, and the files, in parts so that a large one is never held as a whole. */
@Component
class PrintLog {

    private static final int PART = 1_000_000;
    private static final int BATCH = 1_000;

    private final JdbcClient database;
    private final JdbcTemplate batches;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Period keep;

    PrintLog(
            JdbcClient database,
            JdbcTemplate batches,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            @Value("${millwright.print.keep:P2Y}") String keep) {
        this.database = database;
        this.batches = batches;
        this.transactions = transactions;
        this.events = events;
        this.keep = Period.parse(keep);
    }

    /** A print as it is kept. */
    record Entry(
            UUID id,
            UUID app,
            UUID form,
            UUID template,
            String templateLabel,
            long release,
            int records,
            int pages,
            String by,
            String byName,
            Instant at,
            boolean kept) {}

    /** Keeps a print, with its file if it says so; the files of prints that are older than they have to be are dropped. */
    Entry add(PublishedForm form, Entry entry, List<UUID> records, Path file) {
        transactions.executeWithoutResult(status -> {
            database.sql("""
                            INSERT INTO platform.print (id, app, form, template, template_label, release, records, pages,
                                printed_by, printed_by_name, printed_at)
                            VALUES (:id, :app, :form, :template, :label, :release, :records, :pages, :by, :byName, :at)""")
                    .param("id", entry.id())
                    .param("app", entry.app())
                    .param("form", entry.form())
                    .param("template", entry.template())
                    .param("label", entry.templateLabel())
                    .param("release", entry.release())
                    .param("records", entry.records())
                    .param("pages", entry.pages())
                    .param("by", entry.by())
                    .param("byName", entry.byName())
                    .param("at", entry.at().atOffset(ZoneOffset.UTC))
                    .update();
            for (int from = 0; from < records.size(); from += BATCH) {
                List<Object[]> rows = new ArrayList<>();
                records.subList(from, Math.min(records.size(), from + BATCH))
                        .forEach(record -> rows.add(new Object[] {record, entry.id()}));
                batches.batchUpdate(
                        "INSERT INTO platform.printed_record (record, print) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        rows);
            }
            if (entry.kept()) {
                parts(entry.id(), file);
            }
            events.publishEvent(new PrintDeed(form, entry));
            database.sql("""
                            DELETE FROM platform.print_part WHERE print IN (
                                SELECT id FROM platform.print
                                WHERE printed_at < :before AND id IN (SELECT print FROM platform.print_part WHERE part = 0)
                                ORDER BY printed_at LIMIT 20)""")
                    .param("before", entry.at().atOffset(ZoneOffset.UTC).minus(keep))
                    .update();
        });
        return entry;
    }

    private void parts(UUID print, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (byte[] part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
                database.sql("INSERT INTO platform.print_part (print, part, content) VALUES (:print, :part, :content)")
                        .param("print", print)
                        .param("part", number++)
                        .param("content", part)
                        .update();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Entry> find(UUID id) {
        return database.sql(SELECT + " WHERE p.id = :id")
                .param("id", id)
                .query((row, number) -> entry(row))
                .optional();
    }

    List<Entry> of(UUID form, UUID record, int limit) {
        return database.sql(SELECT + """
                         JOIN platform.printed_record r ON r.print = p.id
                        WHERE r.record = :record AND p.form = :form ORDER BY r.print DESC LIMIT :limit""")
                .param("record", record)
                .param("form", form)
                .param("limit", limit)
                .query((row, number) -> entry(row))
                .list();
    }

    void write(UUID print, OutputStream out) throws IOException {
        for (int number = 0; ; number++) {
            Optional<byte[]> part = database.sql(
                            "SELECT content FROM platform.print_part WHERE print = :print AND part = :part")
                    .param("print", print)
                    .param("part", number)
                    .query(byte[].class)
                    .optional();
            if (part.isEmpty()) {
                return;
            }
            out.write(part.get());
        }
    }

    static UUID next() {
        return Ids.next();
    }

    private static final String SELECT = """
            SELECT p.*, EXISTS (SELECT 1 FROM platform.print_part c WHERE c.print = p.id AND c.part = 0) AS kept
            FROM platform.print p""";

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getObject("app", UUID.class),
                row.getObject("form", UUID.class),
                row.getObject("template", UUID.class),
                row.getString("template_label"),
                row.getLong("release"),
                row.getInt("records"),
                row.getInt("pages"),
                row.getString("printed_by"),
                row.getString("printed_by_name"),
                row.getObject("printed_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("kept"));
    }
}
