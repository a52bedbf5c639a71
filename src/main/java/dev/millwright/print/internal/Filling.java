package dev.millwright.print.internal;

import dev.millwright.app.Action;
import dev.millwright.field.RecordRef;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.form.PublishedPart;
import dev.millwright.identity.CurrentLanguage;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.print.Arrangement;
import dev.millwright.print.PrintPage;
import dev.millwright.print.internal.Reader.Around;
import dev.millwright.print.internal.Reader.Row;
import dev.millwright.print.internal.Templates.Ready;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Condition;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.spi.Authorities;
import dev.millwright.record.spi.Authority;
import dev.millwright.shared.NotFoundException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRParameter;
import net.sf.jasperreports.engine.JRVirtualizer;
import net.sf.jasperreports.engine.JasperFillManager;
import net.sf.jasperreports.engine.JasperPrint;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Fills templates with records, one document after the other; no more than a page of records is held at a time. */
@Component
class Filling {

    /** As many rows as a table of linked records shows. */
    static final int MOST_LINKED = 2_000;

    /** Of so many records the lines are read together. */
    private static final int TOGETHER = 50;

    private final RecordQuery query;
    private final AccessibleForms access;
    private final PublishedForms forms;
    private final CurrentPerson currentPerson;
    private final Authorities authorities;
    private final CurrentLanguage language;
    private final Photos photos;

    Filling(
            RecordQuery query,
            AccessibleForms access,
            PublishedForms forms,
            CurrentPerson currentPerson,
            Authorities authorities,
            CurrentLanguage language,
            Photos photos) {
        this.query = query;
        this.access = access;
        this.forms = forms;
        this.currentPerson = currentPerson;
        this.authorities = authorities;
        this.language = language;
        this.photos = photos;
    }

    /** What is printed: these records in this order, or those that a list finds. */
    sealed interface Wanted {

        record These(List<UUID> ids) implements Wanted {}

        record Found(ListRequest request) implements Wanted {}
    }

    /**
     * The documents, filled when they are asked for.
     *
     * @param each told of every record as it is read
     */
    Iterator<JasperPrint> documents(
            Ready ready,
            FormRef ref,
            PublishedForm form,
            Wanted wanted,
            Around around,
            @Nullable JRVirtualizer virtualizer,
            Consumer<RecordData> each) {
        Reader main = new Reader(query, access, forms, around, ref, form, ready.needs(), photos);
        Work work = new Work(ready, ref, form, around, main, virtualizer, inContext());
        Iterator<RecordData> records = new Records(ref, wanted, sort(ready), each);
        PrintPage page = ready.template().page();
        return switch (ready.template().arrangement()) {
            case CARDS ->
                page.perSheet() > 1 ? new LabelSheets(new Cards(work, records), page) : new Cards(work, records);
            case LIST -> new Groups(work, records);
        };
    }

    /** A document with made-up values. */
    JasperPrint sample(Ready ready, FormNames names, Around around) {
        Map<String, Object> parameters = new HashMap<>();
        ready.needs()
                .pictures()
                .forEach(
                        (name, picture) -> parameters.put(name, ready.pictures().get(picture)));
        ready.needs().tables().forEach((number, table) -> {
            FormNames of = names.linking(table.source())
                    .map(linking -> names.of(linking.form()))
                    .orElse(names);
            Row row = Samples.row(table.needs(), of, around.format(), around.now());
            parameters.put(Page.TABLE + number, table.report());
            parameters.put(
                    Page.ROWS + number,
                    new RowSource(List.of(row, row, row).iterator(), around.format(), table.needs()));
        });
        parameters.put(JRParameter.REPORT_LOCALE, around.format().locale());
        Row head = Samples.row(ready.needs(), names, around.format(), around.now());
        return fill(ready, parameters, new RowSource(List.of(head).iterator(), around.format(), ready.needs()));
    }

    private static JasperPrint fill(Ready ready, Map<String, Object> parameters, RowSource source) {
        try {
            return JasperFillManager.getInstance(Sheets.jasper()).fill(ready.report(), parameters, source);
        } catch (JRException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ListRequest.Sort> sort(Ready ready) {
        String group = ready.template().groupBy();
        return ready.template().arrangement() == Arrangement.LIST && !group.isEmpty()
                ? List.of(new ListRequest.Sort(group, false))
                : List.of();
    }

    /** JasperReports fills tables on threads of its own; there, too, the rights hold by which it is printed. */
    private Context inContext() {
        Person person = access.actor();
        Authority authority = authorities.current();
        Optional<Locale> spoken = language.find();
        return new Context() {
            @Override
            public <T> T of(Supplier<T> work) {
                AtomicReference<T> result = new AtomicReference<>();
                CurrentLanguage.run(
                        spoken, () -> result.set(currentPerson.as(person, () -> authorities.as(authority, work))));
                return Objects.requireNonNull(result.get());
            }
        };
    }

    private interface Context {
        <T> T of(Supplier<T> work);
    }

    /** All that filling takes. */
    private final class Work {

        private final Ready ready;
        private final FormRef ref;
        private final PublishedForm form;
        private final Around around;
        private final Reader main;
        private final @Nullable JRVirtualizer virtualizer;
        private final Context context;

        /** The records that are printed next, whose lines are read together. */
        private List<RecordData> page = List.of();

        private final Map<String, Map<UUID, List<Row>>> lines = new HashMap<>();

        Work(
                Ready ready,
                FormRef ref,
                PublishedForm form,
                Around around,
                Reader main,
                @Nullable JRVirtualizer virtualizer,
                Context context) {
            this.ready = ready;
            this.ref = ref;
            this.form = form;
            this.around = around;
            this.main = main;
            this.virtualizer = virtualizer;
            this.context = context;
        }

        /** Knows from now on which records come next. */
        void expect(List<RecordData> records) {
            page = records;
            lines.clear();
        }

        JasperPrint fill(Row head, Iterator<RecordData> printed) {
            Map<String, Object> parameters = new HashMap<>();
            ready.needs()
                    .pictures()
                    .forEach((name, picture) ->
                            parameters.put(name, ready.pictures().get(picture)));
            ready.needs().tables().forEach((number, table) -> {
                parameters.put(Page.TABLE + number, table.report());
                parameters.put(Page.ROWS + number, rows(number, table, head, printed));
            });
            if (virtualizer != null) {
                parameters.put(JRParameter.REPORT_VIRTUALIZER, virtualizer);
            }
            parameters.put(JRParameter.REPORT_LOCALE, around.format().locale());
            return Filling.fill(
                    ready, parameters, new RowSource(List.of(head).iterator(), around.format(), ready.needs()));
        }

        private RowSource rows(String number, Needs.Table table, Row head, Iterator<RecordData> printed) {
            if (table.source().isEmpty()) {
                Reader reader = new Reader(query, access, forms, around, ref, form, table.needs(), photos);
                return source(new Rows(printed, reader, context), table.needs());
            }
            String[] source = table.source().split("/", 2);
            FormRef other = new FormRef(ref.app(), source[0]);
            Optional<PublishedForm> target = forms.find(ref.app(), source[0]);
            if (target.isEmpty() || !access.allows(other, Action.SEE)) {
                return new RowSource(List.<Row>of().iterator(), around.format(), table.needs());
            }
            Reader reader = new Reader(query, access, forms, around, other, target.get(), table.needs(), photos);
            Optional<String> part = part(target.get(), source[1]);
            if (part.isPresent()) {
                return new RowSource(
                        lines(number, part.get(), reader, head.record()).iterator(), around.format(), table.needs());
            }
            Iterator<RecordData> linked = new Records(
                    other,
                    new Wanted.Found(new ListRequest(
                            other,
                            new Condition.Compare(
                                    source[1],
                                    Condition.Operator.EQ,
                                    List.of(RecordRef.to(head.record().id()))),
                            "",
                            List.of(new ListRequest.Sort("created_at", false)),
                            Set.of(),
                            Reader.PAGE,
                            null,
                            false)),
                    List.of(),
                    record -> {});
            return source(new Rows(new Limited(linked, MOST_LINKED), reader, context), table.needs());
        }

        /** The key of the part whose lines they are. */
        private Optional<String> part(PublishedForm of, String link) {
            return of.partOf()
                            .filter(whole -> whole.form().equals(form.id()))
                            .flatMap(whole -> of.field(whole.link()))
                            .filter(field -> field.key().equals(link))
                            .isEmpty()
                    ? Optional.empty()
                    : form.lineParts()
                            .filter(some -> some.lines().equals(Optional.of(of.id())))
                            .map(PublishedPart::key)
                            .findFirst();
        }

        /** The lines of a record in their order, read for all records that come next unless these have very many. */
        private List<Row> lines(String number, String part, Reader reader, RecordData record) {
            Map<UUID, List<Row>> known = lines.get(number);
            if (known == null || !known.containsKey(record.id())) {
                known = new HashMap<>();
                Map<UUID, List<RecordData>> found = lines(part, record);
                List<RecordData> all =
                        found.values().stream().flatMap(List::stream).toList();
                Map<UUID, Row> rows = new HashMap<>();
                for (int from = 0; from < all.size(); from += Reader.PAGE) {
                    reader.rows(all.subList(from, Math.min(all.size(), from + Reader.PAGE)))
                            .forEach(row -> rows.put(row.record().id(), row));
                }
                for (Map.Entry<UUID, List<RecordData>> one : found.entrySet()) {
                    known.put(
                            one.getKey(),
                            one.getValue().stream()
                                    .map(line -> Objects.requireNonNull(rows.get(line.id())))
                                    .toList());
                }
                lines.put(number, known);
            }
            return Objects.requireNonNull(known.get(record.id()));
        }

        private Map<UUID, List<RecordData>> lines(String part, RecordData record) {
            int at = page.stream().map(RecordData::id).toList().indexOf(record.id());
            List<RecordData> together =
                    at < 0 ? List.of(record) : page.subList(at, Math.min(page.size(), at + TOGETHER));
            Map<UUID, List<RecordData>> found = new HashMap<>();
            try {
                together.forEach(one -> found.put(one.id(), List.of()));
                found.putAll(query.lines(ref, part, together));
            } catch (UnknownFieldException hidden) {
                // Nobody sees them who may not.
                return found;
            } catch (InvalidRequestException tooMany) {
                found.clear();
                found.put(record.id(), query.lines(ref, part, List.of(record)).getOrDefault(record.id(), List.of()));
            }
            return found;
        }

        /** The other threads do not see what the transaction of this one has written, so there all is read beforehand. */
        private RowSource source(Iterator<Row> rows, Needs needs) {
            if (!TransactionSynchronizationManager.isActualTransactionActive()) {
                return new RowSource(rows, around.format(), needs);
            }
            List<Row> read = new ArrayList<>();
            rows.forEachRemaining(read::add);
            return new RowSource(read.iterator(), around.format(), needs);
        }
    }

    /** Each record is a document. */
    private static final class Cards implements Iterator<JasperPrint> {

        private final Work work;
        private final Iterator<RecordData> records;
        private final Deque<Row> read = new ArrayDeque<>();

        Cards(Work work, Iterator<RecordData> records) {
            this.work = work;
            this.records = records;
        }

        @Override
        public boolean hasNext() {
            return !read.isEmpty() || records.hasNext();
        }

        @Override
        public JasperPrint next() {
            if (read.isEmpty()) {
                List<RecordData> page = new ArrayList<>();
                while (page.size() < Reader.PAGE && records.hasNext()) {
                    page.add(records.next());
                }
                work.expect(page);
                read.addAll(work.main.rows(page));
            }
            Row row = read.removeFirst();
            return work.fill(row, List.of(row.record()).iterator());
        }
    }

    /** Each value of the field that groups is a document, or all records are one. */
    private static final class Groups implements Iterator<JasperPrint> {

        private final Work work;
        private final Peeking records;

        Groups(Work work, Iterator<RecordData> records) {
            this.work = work;
            this.records = new Peeking(records);
        }

        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public JasperPrint next() {
            RecordData first = records.peek();
            Optional<Object> group = group(first);
            Iterator<RecordData> mine = new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return records.hasNext() && group(records.peek()).equals(group);
                }

                @Override
                public RecordData next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return records.next();
                }
            };
            JasperPrint print = work.fill(work.main.rows(List.of(first)).getFirst(), mine);
            // A template without a table has not taken them.
            mine.forEachRemaining(record -> {});
            return print;
        }

        private Optional<Object> group(RecordData record) {
            String field = work.ready.template().groupBy();
            Object value = field.isEmpty() ? null : record.values().get(field);
            return value instanceof RecordRef to ? Optional.ofNullable(to.id()) : Optional.ofNullable(value);
        }
    }

    /** Records turned into rows, a page at a time. */
    private static final class Rows implements Iterator<Row> {

        private final Iterator<RecordData> records;
        private final Reader reader;
        private final Context context;
        private final Deque<Row> read = new ArrayDeque<>();

        Rows(Iterator<RecordData> records, Reader reader, Context context) {
            this.records = records;
            this.reader = reader;
            this.context = context;
        }

        @Override
        public boolean hasNext() {
            if (read.isEmpty()) {
                read.addAll(context.of(() -> {
                    List<RecordData> page = new ArrayList<>();
                    while (page.size() < Reader.PAGE && records.hasNext()) {
                        page.add(records.next());
                    }
                    return page.isEmpty() ? List.<Row>of() : reader.rows(page);
                }));
            }
            return !read.isEmpty();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return read.removeFirst();
        }
    }

    /** Looks one ahead. */
    private static final class Peeking implements Iterator<RecordData> {

        private final Iterator<RecordData> records;
        private @Nullable RecordData ahead;

        Peeking(Iterator<RecordData> records) {
            this.records = records;
        }

        RecordData peek() {
            RecordData seen = ahead;
            if (seen == null) {
                seen = records.next();
                ahead = seen;
            }
            return seen;
        }

        @Override
        public boolean hasNext() {
            return ahead != null || records.hasNext();
        }

        @Override
        public RecordData next() {
            RecordData next = peek();
            ahead = null;
            return next;
        }
    }

    /** The first so many. */
    private static final class Limited implements Iterator<RecordData> {

        private final Iterator<RecordData> records;
        private int left;

        Limited(Iterator<RecordData> records, int most) {
            this.records = records;
            this.left = most;
        }

        @Override
        public boolean hasNext() {
            return left > 0 && records.hasNext();
        }

        @Override
        public RecordData next() {
            left--;
            return records.next();
        }
    }

    /** The records that are wanted, a page at a time, in their order. */
    private final class Records implements Iterator<RecordData> {

        private final FormRef ref;
        private final Consumer<RecordData> each;
        private final Deque<RecordData> read = new ArrayDeque<>();
        private final @Nullable List<UUID> ids;
        private int at;
        private @Nullable ListRequest request;
        private @Nullable Cursor cursor;
        private boolean over;

        Records(FormRef ref, Wanted wanted, List<ListRequest.Sort> sort, Consumer<RecordData> each) {
            this.ref = ref;
            this.each = each;
            switch (wanted) {
                case Wanted.These these -> {
                    if (sort.isEmpty()) {
                        ids = these.ids();
                    } else {
                        ids = null;
                        request =
                                new ListRequest(ref, among(these.ids()), "", sort, Set.of(), Reader.PAGE, null, false);
                    }
                }
                case Wanted.Found found -> {
                    ids = null;
                    ListRequest list = found.request();
                    List<ListRequest.Sort> order = new ArrayList<>(sort);
                    Set<String> sorted = new HashSet<>();
                    sort.forEach(one -> sorted.add(one.field()));
                    list.sort().stream()
                            .filter(one -> !sorted.contains(one.field()))
                            .forEach(order::add);
                    request = new ListRequest(
                            ref, list.filter(), list.search(), order, Set.of(), Reader.PAGE, null, false);
                }
            }
        }

        private static Condition among(List<UUID> ids) {
            return new Condition.Compare("id", Condition.Operator.IN, List.copyOf(ids));
        }

        @Override
        public boolean hasNext() {
            while (read.isEmpty() && !over) {
                read();
            }
            return !read.isEmpty();
        }

        @Override
        public RecordData next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            RecordData record = read.removeFirst();
            each.accept(record);
            return record;
        }

        private void read() {
            List<UUID> these = ids;
            ListRequest list = request;
            if (these != null) {
                List<UUID> some = these.subList(at, Math.min(these.size(), at + Reader.PAGE));
                at += some.size();
                over = at >= these.size();
                if (some.isEmpty()) {
                    return;
                }
                Map<UUID, RecordData> found = query
                        .list(new ListRequest(ref, among(some), "", List.of(), Set.of(), Reader.PAGE, null, false)
                                .by(Action.PRINT))
                        .items()
                        .stream()
                        .collect(Collectors.toMap(RecordData::id, record -> record));
                for (UUID id : some) {
                    RecordData record = found.get(id);
                    if (record == null) {
                        throw new NotFoundException(id.toString());
                    }
                    read.add(record);
                }
            } else if (list != null) {
                RecordPage page = query.list(list.after(cursor).by(Action.PRINT));
                read.addAll(page.items());
                cursor = page.next();
                over = cursor == null;
            }
        }
    }
}
