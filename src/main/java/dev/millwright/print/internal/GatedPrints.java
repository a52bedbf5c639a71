package dev.millwright.print.internal;

import dev.millwright.app.Action;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.jobs.JobProgress;
import dev.millwright.print.Arrangement;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.Prints;
import dev.millwright.print.internal.Filling.Wanted;
import dev.millwright.print.internal.PrintLog.Entry;
import dev.millwright.print.internal.Reader.Around;
import dev.millwright.print.internal.Templates.Ready;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.sf.jasperreports.engine.JRVirtualizer;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.engine.fill.JRSwapFileVirtualizer;
import net.sf.jasperreports.engine.util.JRSwapFile;
import org.springframework.stereotype.Service;

/** Prints what the person may see, if they may print. */
@Service
class GatedPrints implements Prints {

    /** As many pages of one document as are held in memory. */
    private static final int PAGES_IN_MEMORY = 40;

    private static final int BLOCK = 4_096;
    private static final int GROWTH = 256;

    private final AccessibleForms access;
    private final PublishedApps apps;
    private final PublishedForms forms;
    private final RecordQuery query;
    private final Templates templates;
    private final Filling filling;
    private final PrintLog log;
    private final PrintSlots slots;
    private final CurrentPerson currentPerson;
    private final BusinessTime time;

    GatedPrints(
            AccessibleForms access,
            PublishedApps apps,
            PublishedForms forms,
            RecordQuery query,
            Templates templates,
            Filling filling,
            PrintLog log,
            PrintSlots slots,
            CurrentPerson currentPerson,
            BusinessTime time) {
        this.access = access;
        this.apps = apps;
        this.forms = forms;
        this.query = query;
        this.templates = templates;
        this.filling = filling;
        this.log = log;
        this.slots = slots;
        this.currentPerson = currentPerson;
        this.time = time;
    }

    private PublishedForm printable(FormRef ref) {
        access.require(ref, Action.SEE);
        return access.require(ref, Action.PRINT);
    }

    @Override
    public List<Choice> templates(FormRef ref) {
        return templates.of(printable(ref)).stream()
                .map(found ->
                        new Choice(found.key(), found.label(), ((PrintTemplate) found.definition()).arrangement()))
                .toList();
    }

    @Override
    public Printed one(FormRef form, UUID record, String template, Reading reading) {
        return single(form, record, template, reading, true);
    }

    @Override
    public Printed given(FormRef form, UUID record, String template, Reading reading) {
        return single(form, record, template, reading, false);
    }

    private Printed single(FormRef form, UUID record, String template, Reading reading, boolean keep) {
        Wanted wanted = new Wanted.These(List.of(record));
        return slots.taking(() -> make(form, wanted, 1, template, reading, keep, part -> {}, (print, file) -> {
            try {
                return new Printed(print, Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    @Override
    public Print these(FormRef form, List<UUID> records, String template, Reading reading, JobProgress progress) {
        List<UUID> once = records.stream().distinct().toList();
        return make(
                form, new Wanted.These(once), once.size(), template, reading, true, progress, (print, file) -> print);
    }

    @Override
    public Print found(ListRequest request, String template, Reading reading, JobProgress progress) {
        printable(request.form());
        long count = query.count(request.by(Action.PRINT)).value();
        return make(
                request.form(),
                new Wanted.Found(request),
                count,
                template,
                reading,
                true,
                progress,
                (print, file) -> print);
    }

    private interface Result<T> {
        T of(Print print, Path file);
    }

    private <T> T make(
            FormRef ref,
            Wanted wanted,
            long count,
            String template,
            Reading reading,
            boolean keep,
            JobProgress progress,
            Result<T> result) {
        PublishedForm form = printable(ref);
        if (count == 0) {
            throw refused("print.error.nothing");
        }
        if (count > MOST_RECORDS) {
            throw refused("print.error.tooManyRecords", MOST_RECORDS);
        }
        if (wanted instanceof Wanted.These(List<UUID> ids)) {
            requirePrintable(ref, ids);
        }
        Ready ready = templates.ready(form, template, reading.format().locale());
        requireOpen(ref, form, ready.needs());
        List<UUID> printed = new ArrayList<>();
        Person person = access.actor();
        Around around = new Around(reading.format(), time.now(), time.today(), person.name(), reading.address());
        Path folder = temporary();
        Path file = folder.resolve("print.pdf");
        JRSwapFileVirtualizer virtualizer = new JRSwapFileVirtualizer(
                PAGES_IN_MEMORY, new JRSwapFile(Sheets.jasper(), folder.toString(), BLOCK, GROWTH), true);
        // A card is gone when it is written; only a long table has more pages than memory is meant for.
        JRVirtualizer paged = ready.template().arrangement() == Arrangement.LIST ? virtualizer : null;
        try {
            Iterator<JasperPrint> documents = filling.documents(ready, ref, form, wanted, around, paged, record -> {
                printed.add(record.id());
                if (printed.size() > MOST_RECORDS) {
                    throw refused("print.error.tooManyRecords", MOST_RECORDS);
                }
                progress.report(Math.min(0.98, (double) printed.size() / Math.max(1, count)));
            });
            if (!documents.hasNext()) {
                throw refused("print.error.nothing");
            }
            int pages;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                pages = PdfFile.write(documents, ready.template().label(), out);
            }
            Entry made = new Entry(
                    PrintLog.next(),
                    form.app().id(),
                    form.id(),
                    ready.template().id(),
                    ready.template().label(),
                    ready.version(),
                    printed.size(),
                    pages,
                    person.id(),
                    person.name(),
                    time.now(),
                    keep);
            // Where an app prints by itself, the audit log names what made it print.
            Entry entry = currentPerson.as(person, () -> log.add(form, made, printed, file));
            return result.of(print(entry, ref, true), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            virtualizer.cleanup();
            delete(file);
            delete(folder);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("millwright-print");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sum over what is not open would be wrong on paper, and a condition on it decide by nothing. */
    private void requireOpen(FormRef ref, PublishedForm form, Needs needs) {
        Set<String> hidden = forms.find(ref.app(), ref.form()).stream()
                .flatMap(full -> full.fields().stream())
                .map(PublishedField::key)
                .filter(key ->
                        form.field(key).filter(field -> !field.isMasked()).isEmpty())
                .collect(Collectors.toSet());
        hidden.addAll(access.maskedInSome(ref));
        boolean wrong = needs.figures().values().stream()
                        .map(sum -> sum.path().path().split("\\.", 2)[0])
                        .anyMatch(hidden::contains)
                || needs.conditions().values().stream().anyMatch(condition -> names(condition, hidden));
        if (wrong) {
            throw refused("print.error.hiddenFields");
        }
        needs.tables().values().forEach(table -> {
            FormRef other = table.source().isEmpty()
                    ? ref
                    : new FormRef(ref.app(), table.source().split("/", 2)[0]);
            if (access.allows(other, Action.SEE)) {
                requireOpen(other, access.require(other, Action.SEE), table.needs());
            }
        });
    }

    private static boolean names(String condition, Set<String> fields) {
        return Arrays.stream(condition.split("[^\\p{L}\\p{N}_]")).anyMatch(fields::contains);
    }

    /** Never fewer than were asked for without a word. */
    private void requirePrintable(FormRef ref, List<UUID> ids) {
        Condition these = new Condition.Compare("id", Condition.Operator.IN, List.copyOf(ids));
        ListRequest list = ListRequest.of(ref, 1).and(these);
        long printable = query.exactCount(list.by(Action.PRINT));
        if (printable < ids.size() && printable < query.exactCount(list)) {
            throw refused("print.error.notAllPrintable", ids.size() - printable, ids.size());
        }
    }

    private static InvalidException refused(String code, Object... arguments) {
        return new InvalidException(Problems.of(Problem.error(code, "", arguments)));
    }

    @Override
    public List<Print> of(FormRef ref, UUID record, int limit) {
        access.require(ref, Action.SEE);
        PublishedForm form = forms.find(ref.app(), ref.form()).orElseThrow(() -> new NotFoundException(ref.form()));
        query.get(ref, record);
        return log.of(form.id(), record, limit).stream()
                .map(entry -> print(entry, ref, mayHave(entry)))
                .toList();
    }

    @Override
    public Print get(UUID id) {
        Entry entry = log.find(id).orElseThrow(() -> new NotFoundException(id.toString()));
        FormRef ref = apps.appOf(FormDefinition.KIND, entry.form())
                .flatMap(app -> app.all(FormDefinition.KIND).stream()
                        .filter(form -> form.id().equals(entry.form()))
                        .findFirst()
                        .map(form -> new FormRef(app.app().key(), form.key())))
                .orElseThrow(() -> new NotFoundException(id.toString()));
        if (!mayHave(entry) || !access.allows(ref, Action.PRINT)) {
            throw new NotFoundException(id.toString());
        }
        return print(entry, ref, true);
    }

    @Override
    public void write(UUID print, OutputStream out) throws IOException {
        if (!get(print).kept()) {
            throw new NotFoundException(print.toString());
        }
        log.write(print, out);
    }

    /** The file holds what its maker could see; others than the designers of the app may see less. */
    private boolean mayHave(Entry entry) {
        Person person = currentPerson.get();
        if (person.id().equals(entry.by())) {
            return true;
        }
        Optional<PublishedApp> app = apps.appOf(FormDefinition.KIND, entry.form());
        return app.filter(found -> found.rights().designs(person)).isPresent();
    }

    private static Print print(Entry entry, FormRef ref, boolean mine) {
        return new Print(
                entry.id(),
                ref,
                entry.templateLabel(),
                entry.release(),
                entry.records(),
                entry.pages(),
                entry.by(),
                entry.byName(),
                entry.at(),
                entry.kept(),
                mine);
    }
}
