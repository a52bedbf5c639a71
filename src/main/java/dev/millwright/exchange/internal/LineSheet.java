package dev.millwright.exchange.internal;

import dev.millwright.exchange.Exports.Column;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import dev.millwright.sheet.SheetWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of one part as a table: each with the key of its record and its place among the others. */
final class LineSheet {

    /** Of so many records the lines are read together. */
    private static final int TOGETHER = 200;

    private static final String ID = "id";

    private final RecordQuery query;
    private final FormRef ref;
    private final PublishedForm whole;
    private final String part;
    private final String label;
    private final PublishedField<?, ?> position;
    private final List<PublishedField<?, ?>> fields;

    /**
     * @param part key of the part on the form
     * @param label what the lines are called there
     */
    LineSheet(RecordQuery query, FormRef ref, PublishedForm whole, String part, String label, PublishedForm lines) {
        this.query = query;
        this.ref = ref;
        this.whole = whole;
        this.part = part;
        this.label = label;
        this.position = lines.partOf().flatMap(of -> lines.field(of.position())).orElseThrow();
        this.fields = lines.fields().stream()
                .filter(field -> !lines.definition().keepsOfLine(field.id()))
                .toList();
    }

    /** By what a record is known on the sheets of its lines: a unique field, else its id. */
    static String keyOf(PublishedForm form) {
        return ImportLooks.keys(form).stream().findFirst().orElse(ID);
    }

    /** The columns and, should it not be among them, the key by which lines name their record. */
    static List<Column> withKey(PublishedForm form, List<Column> columns) {
        String key = keyOf(form);
        if (columns.stream().anyMatch(column -> column.key().equals(key))) {
            return columns;
        }
        List<Column> all = new ArrayList<>(columns);
        all.add(new Column(key, heading(form, key)));
        return all;
    }

    private static String heading(PublishedForm form, String key) {
        return form.field(key).<String>map(PublishedField::label).orElse("ID");
    }

    /** The key of the part. */
    String part() {
        return part;
    }

    String label() {
        return label;
    }

    /** A name for its sheet that no other sheet has. */
    String name(Set<String> taken) {
        String plain = ImportTemplate.sheetName(label);
        String name = plain;
        for (int i = 2; !taken.add(name); i++) {
            name = plain + " " + i;
        }
        return name;
    }

    List<String> headings() {
        List<String> headings = new ArrayList<>();
        headings.add(position.label());
        fields.forEach(field -> headings.add(field.label()));
        return headings;
    }

    List<@Nullable Object> cells(RecordData line, FormatContext context) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(ListExports.cell(position, line.values().get(position.key()), context));
        fields.forEach(field -> cells.add(ListExports.cell(field, line.values().get(field.key()), context)));
        return cells;
    }

    void write(SheetWriter writer, ListRequest pages, FormatContext context) throws IOException {
        String key = keyOf(whole);
        List<String> headings = new ArrayList<>(List.of(heading(whole, key)));
        headings.addAll(headings());
        writer.row(headings);
        PublishedField<?, ?> named = whole.field(key).orElse(null);
        each(pages, (record, lines) -> {
            for (RecordData line : lines) {
                List<@Nullable Object> row = new ArrayList<>();
                row.add(
                        named == null
                                ? record.id().toString()
                                : ListExports.cell(named, record.values().get(key), context));
                row.addAll(cells(line, context));
                writer.row(row);
            }
        });
    }

    /** All records that the request finds, each with its lines. */
    void each(ListRequest pages, OwnLines.Taking<IOException> taking) throws IOException {
        Cursor next = null;
        do {
            RecordPage page = query.list(pages.after(next));
            List<RecordData> records = page.items();
            for (int from = 0; from < records.size(); from += TOGETHER) {
                OwnLines.each(
                        query, ref, part, records.subList(from, Math.min(records.size(), from + TOGETHER)), taking);
            }
            next = page.next();
        } while (next != null);
    }
}
