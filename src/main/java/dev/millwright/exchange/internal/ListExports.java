package dev.millwright.exchange.internal;

import dev.millwright.app.Action;
import dev.millwright.exchange.Exports;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Texts;
import dev.millwright.sheet.SheetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/** Reads page after page, by key, as a person would who scrolls to the end. */
@Service
class ListExports implements Exports {

    private static final int PAGE = 1_000;

    private static final Set<String> SYSTEM = Set.of(
            "id",
            SystemColumns.VERSION,
            SystemColumns.CREATED_AT,
            SystemColumns.CREATED_BY,
            SystemColumns.UPDATED_AT,
            SystemColumns.UPDATED_BY);

    private final RecordQuery query;
    private final AccessibleForms access;
    private final PublishedForms forms;
    private final ApplicationEventPublisher events;
    private final Texts texts;

    ListExports(
            RecordQuery query,
            AccessibleForms access,
            PublishedForms forms,
            ApplicationEventPublisher events,
            Texts texts) {
        this.query = query;
        this.access = access;
        this.forms = forms;
        this.events = events;
        this.texts = texts;
    }

    @Override
    public void require(ListRequest request, List<Column> columns) {
        PublishedForm form = form(request);
        for (Column column : columns) {
            if (form.field(column.key()).isEmpty() && !SYSTEM.contains(column.key())) {
                throw new UnknownFieldException(column.key());
            }
        }
        query.list(request.after(null).limit(1).by(Action.EXPORT));
    }

    /** The form as the reader may export it. */
    PublishedForm form(ListRequest request) {
        access.require(request.form(), Action.SEE);
        return access.require(request.form(), Action.EXPORT);
    }

    @Override
    public Map<String, String> lines(FormRef ref) {
        Map<String, String> parts = new LinkedHashMap<>();
        sheets(access.require(ref, Action.SEE), ref).forEach(sheet -> parts.put(sheet.part(), sheet.label()));
        return parts;
    }

    @Override
    public void requireLines(FormRef form, Lines lines, Format format) {
        Map<String, String> parts = lines == Lines.NONE ? Map.of() : lines(form);
        switch (lines) {
            case NONE -> {}
            case SHEETS -> {
                if (parts.isEmpty()) {
                    throw new InvalidRequestException("record.export.error.noLines");
                }
                if (format != Format.XLSX) {
                    throw new InvalidRequestException("record.export.error.noSheets");
                }
            }
            case ROWS -> {
                if (parts.isEmpty()) {
                    throw new InvalidRequestException("record.export.error.noLines");
                }
                if (parts.size() > 1) {
                    throw new InvalidRequestException(
                            "record.export.error.manyLines", String.join(", ", parts.values()));
                }
            }
        }
    }

    @Override
    public void write(
            ListRequest request,
            List<Column> columns,
            Lines lines,
            Format format,
            FormatContext context,
            OutputStream out)
            throws IOException {
        require(request, columns);
        requireLines(request.form(), lines, format);
        PublishedForm form = form(request);
        List<Column> all = lines == Lines.NONE ? columns : LineSheet.withKey(form, columns);
        ListRequest pages = pages(request, fields(form, all));
        List<LineSheet> sheets = lines == Lines.NONE ? List.of() : sheets(form, request.form());
        // Before the first record leaves, so that none leaves without an entry.
        long records = query.exactCount(request.by(Action.EXPORT));
        events.publishEvent(deed(request, form, all, sheets, format.name(), records, context));
        String name = ImportTemplate.sheetName(form.label());
        try (SheetWriter writer = switch (format) {
            case CSV -> SheetWriter.csv(out, ',');
            case XLSX -> SheetWriter.xlsx(out, name, cut(context));
        }) {
            switch (lines) {
                case NONE -> records(writer, form, pages, all, context);
                case SHEETS -> {
                    records(writer, form, pages, all, context);
                    Set<String> taken = new HashSet<>(Set.of(name));
                    for (LineSheet sheet : sheets) {
                        writer.sheet(sheet.name(taken));
                        sheet.write(writer, pages, context);
                    }
                }
                case ROWS -> rows(writer, form, sheets.getFirst(), pages, all, context);
            }
        }
    }

    private void records(
            SheetWriter writer, PublishedForm form, ListRequest pages, List<Column> columns, FormatContext context)
            throws IOException {
        writer.row(columns.stream().map(Column::heading).toList());
        each(pages, record -> writer.row(row(form, record, columns, context)));
    }

    /** Takes a record on its way out. */
    @FunctionalInterface
    interface Taking {

        void take(RecordData record) throws IOException;
    }

    /** All records of the request, page after page. */
    void each(ListRequest pages, Taking taking) throws IOException {
        Cursor next = null;
        do {
            RecordPage page = query.list(pages.after(next));
            for (RecordData record : page.items()) {
                taking.take(record);
            }
            next = page.next();
        } while (next != null);
    }

    /** The fields that columns show. */
    static Set<String> fields(PublishedForm form, List<Column> columns) {
        Set<String> fields = new HashSet<>();
        columns.stream()
                .map(Column::key)
                .filter(key -> form.field(key).isPresent())
                .forEach(fields::add);
        return fields;
    }

    /** The records of the request with these fields, page by page and as who exports may see them. */
    static ListRequest pages(ListRequest request, Set<String> fields) {
        return new ListRequest(
                request.form(),
                request.filter(),
                request.search(),
                request.sort(),
                fields,
                PAGE,
                null,
                request.deleted(),
                Action.EXPORT);
    }

    private void rows(
            SheetWriter writer,
            PublishedForm form,
            LineSheet sheet,
            ListRequest pages,
            List<Column> columns,
            FormatContext context)
            throws IOException {
        List<String> headings = new ArrayList<>();
        columns.forEach(column -> headings.add(column.heading()));
        // What the record and its lines call alike has to be told apart, by people and when the file is imported again.
        Set<String> taken = headings.stream().map(Headings::plain).collect(Collectors.toSet());
        sheet.headings()
                .forEach(heading -> headings.add(
                        taken.contains(Headings.plain(heading)) ? Headings.ofLines(sheet.label(), heading) : heading));
        writer.row(headings);
        sheet.each(pages, (record, lines) -> {
            List<@Nullable Object> head = row(form, record, columns, context);
            if (lines.isEmpty()) {
                writer.row(head);
            }
            for (RecordData line : lines) {
                List<@Nullable Object> row = new ArrayList<>(head);
                row.addAll(sheet.cells(line, context));
                writer.row(row);
            }
        });
    }

    private List<LineSheet> sheets(PublishedForm form, FormRef ref) {
        FieldRights rights = access.fields(ref);
        Map<String, PublishedForm> lines = access.lines(ref);
        return form.lineParts()
                .filter(part -> lines.containsKey(part.key()) && !rights.hides(part.key()))
                .map(part -> new LineSheet(
                        query,
                        ref,
                        form,
                        part.key(),
                        part.label(),
                        spoken(Objects.requireNonNull(lines.get(part.key())))))
                .toList();
    }

    /** With the labels in the reader's language. */
    private PublishedForm spoken(PublishedForm lines) {
        return forms.byId(lines.id()).orElse(lines);
    }

    /** What the last sheet says of cells that were too long. */
    LongFunction<String> cut(FormatContext context) {
        return cells -> texts.text(context.locale(), "record.export.cut", cells);
    }

    /**
     * Lets the audit log know, before the first record leaves.
     *
     * @param records how many will
     */
    void announce(
            ListRequest request,
            PublishedForm form,
            List<Column> columns,
            String format,
            long records,
            FormatContext context) {
        events.publishEvent(deed(request, form, columns, List.of(), format, records, context));
    }

    private RecordDeed deed(
            ListRequest request,
            PublishedForm form,
            List<Column> columns,
            List<LineSheet> lines,
            String format,
            long records,
            FormatContext context) {
        List<Phrase> details = new ArrayList<>();
        new ConditionWords(form, context, forms::byId)
                .all(request.filter())
                .forEach(condition -> details.add(Phrase.of("record.audit.condition", condition)));
        if (!request.search().isBlank()) {
            details.add(Phrase.of("record.audit.search", request.search()));
        }
        details.add(Phrase.of(
                "record.audit.columns",
                columns.stream().<Object>map(Column::heading).toList()));
        lines.forEach(sheet -> details.add(Phrase.of("record.audit.lines", sheet.label())));
        return new RecordDeed("record.exported", form, List.of(format, records), details);
    }

    static List<@Nullable Object> row(
            PublishedForm form, RecordData record, List<Column> columns, FormatContext context) {
        List<@Nullable Object> row = new ArrayList<>(columns.size());
        for (Column column : columns) {
            PublishedField<?, ?> field = form.field(column.key()).orElse(null);
            row.add(
                    field == null
                            ? system(record, column.key(), context)
                            : cell(field, record.values().get(column.key()), context));
        }
        return row;
    }

    /** What a spreadsheet can work with stays what it is; everything else is the text that the list shows. */
    static @Nullable Object cell(PublishedField<?, ?> field, @Nullable Object value, FormatContext context) {
        if (value == null) {
            return null;
        }
        return switch (field.kind()) {
            case NUMBER ->
                field.type().isPlainNumber() ? field.toColumns(value).getFirst() : field.format(value, context);
            case DATE -> value instanceof LocalDate day ? day : field.format(value, context);
            case DATE_TIME -> value instanceof Instant moment ? local(moment, context) : field.format(value, context);
            case TEXT, BOOLEAN, TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> field.format(value, context);
        };
    }

    static @Nullable Object system(RecordData record, String key, FormatContext context) {
        return switch (key) {
            case "id" -> record.id().toString();
            case SystemColumns.VERSION -> record.version();
            case SystemColumns.CREATED_AT -> local(record.createdAt(), context);
            case SystemColumns.CREATED_BY -> name(record.createdBy());
            case SystemColumns.UPDATED_AT -> local(record.updatedAt(), context);
            case SystemColumns.UPDATED_BY -> name(record.updatedBy());
            default -> null;
        };
    }

    private static LocalDateTime local(Instant moment, FormatContext context) {
        return LocalDateTime.ofInstant(moment, context.zone()).withNano(0);
    }

    private static String name(PersonRef person) {
        return person.name();
    }
}
