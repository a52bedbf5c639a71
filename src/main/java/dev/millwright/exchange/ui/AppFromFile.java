package dev.millwright.exchange.ui;

import dev.millwright.app.App;
import dev.millwright.app.AppProfile;
import dev.millwright.app.Apps;
import dev.millwright.app.DraftRef;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.exchange.Imports;
import dev.millwright.exchange.Imports.LinesPlan;
import dev.millwright.exchange.Imports.Mode;
import dev.millwright.exchange.Imports.Odd;
import dev.millwright.exchange.Imports.Plan;
import dev.millwright.exchange.Imports.Reading;
import dev.millwright.exchange.Imports.Report;
import dev.millwright.exchange.Imports.Source;
import dev.millwright.exchange.Workbooks.Nature;
import dev.millwright.exchange.ui.FormPlan.Collected;
import dev.millwright.exchange.ui.FormPlan.LinesOf;
import dev.millwright.exchange.ui.FormPlan.OfSheet;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.LinesDesign;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.jobs.JobProgress;
import dev.millwright.record.FormRef;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.HasProblems;
import dev.millwright.shared.Ids;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.shared.ValueKind;
import dev.millwright.sheet.SheetWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Makes an app out of a file: guesses the fields, publishes the forms together and imports their rows, those that others link to first. */
@Component
class AppFromFile {

    private static final Logger LOG = LoggerFactory.getLogger(AppFromFile.class);

    /** So much of a column says what it is. */
    private static final double MOST_OF_THEM = 0.8;

    private static final double NEARLY_ALL = 0.97;
    private static final double NEVER = 2;
    private static final int FEWEST = 3;

    private static final String ICON = "vaadin:table";

    private final FieldTypes types;
    private final LinesDesign linesDesign;
    private final DefinitionCodec codec;
    private final Apps apps;
    private final Drafts drafts;
    private final Publishing publishing;
    private final Imports imports;
    private final ScratchFiles files;

    AppFromFile(
            FieldTypes types,
            LinesDesign linesDesign,
            DefinitionCodec codec,
            Apps apps,
            Drafts drafts,
            Publishing publishing,
            Imports imports,
            ScratchFiles files) {
        this.types = types;
        this.linesDesign = linesDesign;
        this.codec = codec;
        this.apps = apps;
        this.drafts = drafts;
        this.publishing = publishing;
        this.imports = imports;
        this.files = files;
    }

    /**
     * A field type that suits a column, with the configuration for it.
     *
     * @param target the form that it links to; null for no link
     */
    record Guess(
            FieldType<?, ?> type,
            Object config,
            int score,
            @Nullable UUID target) {

        /** No link. */
        Guess(FieldType<?, ?> type, Object config, int score) {
            this(type, config, score, null);
        }
    }

    /**
     * What a column becomes.
     *
     * @param title whether records are called by it
     */
    record Wanted(int column, String label, Guess guess, boolean unique, boolean title) {}

    /**
     * What came of a form.
     *
     * @param report of its import
     * @param links of the import that set links to forms which link back; null where there were none
     */
    record MadeForm(
            FormRef form,
            String label,
            Report report,
            @Nullable Report links) {}

    /**
     * What came of it.
     *
     * @param forms those whose rows are there
     * @param missing what the others are called
     * @param problems why they are not
     */
    record Made(App app, List<MadeForm> forms, List<String> missing, Problems problems) {

        boolean isWhole() {
            return missing.isEmpty();
        }
    }

    /** The types that suit the column, the best first; never none. */
    List<Guess> guesses(ColumnProfile column) {
        List<Guess> guesses = new ArrayList<>();
        for (FieldType<?, ?> type : types.all()) {
            guess(type, column).or(() -> bulk(type, column)).ifPresent(guesses::add);
        }
        guesses.sort(Comparator.comparingInt(Guess::score).reversed());
        return guesses;
    }

    /** What a column that becomes this is good for when records are to be found by it. */
    static Nature nature(ColumnProfile column, Guess guess) {
        return switch (guess.type().valueKind()) {
            case TEXT, CHOICE -> Nature.NAME;
            case NUMBER ->
                column.distinct().keySet().stream()
                                .allMatch(text -> text.chars().allMatch(c -> c >= '0' && c <= '9'))
                        ? Nature.NUMBER
                        : Nature.OTHER;
            case BOOLEAN, DATE, TIME, DATE_TIME, REFERENCE, REFERENCES, FILE, STRUCTURE -> Nature.OTHER;
        };
    }

    /** A link to the records of a form. */
    Guess linkTo(UUID form) {
        return types.all().stream()
                .flatMap(type -> linking(type, form).stream())
                .findFirst()
                .orElseThrow();
    }

    private static <C> Optional<Guess> linking(FieldType<C, ?> type, UUID form) {
        return type.linkingTo(form).map(config -> new Guess(type, config, 0, form));
    }

    /** What most of the column is: one odd cell among five hundred dates makes them no texts. */
    private static Optional<Guess> bulk(FieldType<?, ?> type, ColumnProfile column) {
        double needed = switch (type.valueKind()) {
            case DATE, DATE_TIME, TIME, BOOLEAN, NUMBER -> MOST_OF_THEM;
            case TEXT, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> NEVER;
        };
        if (needed == NEVER || column.distinct().size() < FEWEST) {
            return Optional.empty();
        }
        Map<String, Integer> fitting = new LinkedHashMap<>();
        long cells = 0;
        long odd = 0;
        boolean oddNumbers = false;
        for (Map.Entry<String, Integer> value : column.distinct().entrySet()) {
            ColumnProfile one = new ColumnProfile(
                    column.heading(), List.of(value.getKey()), Map.of(value.getKey(), 1), column.context());
            cells += value.getValue();
            if (guess(type, one).isPresent()) {
                fitting.put(value.getKey(), value.getValue());
            } else {
                odd += value.getValue();
                oddNumbers |= value.getKey().chars().anyMatch(Character::isDigit);
            }
        }
        // A12 among numbers says that these are names; "none" says nothing.
        double share = type.valueKind() == ValueKind.NUMBER && oddNumbers ? NEARLY_ALL : needed;
        if (fitting.size() < FEWEST || cells - odd < cells * share) {
            return Optional.empty();
        }
        List<String> values =
                column.values().stream().filter(fitting::containsKey).toList();
        return guess(type, new ColumnProfile(column.heading(), values, fitting, column.context()));
    }

    private static <C> Optional<Guess> guess(FieldType<C, ?> type, ColumnProfile column) {
        Optional<ColumnFit<C>> fit = type.fit(column);
        return fit.filter(found -> !type.validate(found.config()).hasErrors())
                .map(found -> new Guess(type, found.config(), found.score()));
    }

    /**
     * A form as it is to be published.
     *
     * @param keys that its columns got
     * @param part under which its records are lines of another form's; empty for a form that stands by itself
     */
    private record Designed(FormPlan plan, FormDefinition form, Map<Integer, String> keys, String part) {

        String key(int column) {
            return Objects.requireNonNull(keys.get(column));
        }
    }

    /**
     * Makes the app and its forms and imports the good rows; the app stays when rows are bad, so that they can be corrected.
     *
     * @throws RuntimeException when it cannot be published; then there is no app
     */
    Made make(String label, List<FormPlan> plans, Source source, FormatContext format, JobProgress progress) {
        App app = apps.create(null, AppProfile.labelled(label));
        Map<UUID, Designed> designed;
        try {
            designed = design(plans, format);
            publish(app, designed);
        } catch (RuntimeException e) {
            try {
                apps.delete(app.key(), Apps.Tables.DROP);
            } catch (RuntimeException further) {
                e.addSuppressed(further);
            }
            throw e;
        }
        return fill(app, designed, source, format, progress);
    }

    private void publish(App app, Map<UUID, Designed> designed) {
        Set<DraftRef> refs = designed.values().stream()
                .map(one -> drafts.save(app.key(), FormDefinition.KIND, codec.write(one.form()), 0)
                        .ref())
                .collect(Collectors.toSet());
        ReleaseRequest request = ReleaseRequest.of(refs);
        PublishPlan plan = publishing.plan(app.key(), request);
        if (!plan.isPublishable()) {
            throw new InvalidException(plan.problems());
        }
        publishing.publish(app.key(), request, plan.fingerprint());
    }

    private Map<UUID, Designed> design(List<FormPlan> plans, FormatContext format) {
        Map<UUID, Designed> designed = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (FormPlan plan : plans) {
            if (plan.linesOf() == null) {
                String key = Keys.propose(plan.label(), "form_" + (taken.size() + 1), taken::contains);
                taken.add(key);
                Map<Integer, String> keys = new HashMap<>();
                designed.put(plan.id(), new Designed(plan, form(plan, key, keys), keys, ""));
            }
        }
        for (FormPlan plan : plans) {
            LinesOf of = plan.linesOf();
            if (of != null) {
                Designed whole = Objects.requireNonNull(designed.get(of.form()));
                FormDefinition begun =
                        linesDesign.linesOf(whole.form(), plan.label(), format.locale(), taken::contains);
                taken.add(begun.key());
                Map<Integer, String> keys = new HashMap<>();
                List<SectionDefinition> sections = new ArrayList<>(begun.sections());
                Set<String> kept = sections.getLast().rows().stream()
                        .flatMap(row -> row.fields().stream())
                        .map(FieldDefinition::key)
                        .collect(Collectors.toCollection(HashSet::new));
                List<FieldDefinition> fields = fields(plan, keys, kept);
                sections.set(0, sections.getFirst().withRows(pairs(fields)));
                FormDefinition lines = begun.withSections(sections);
                FieldDefinition part = linesDesign.partFor(whole.form(), plan.label(), lines.id());
                designed.put(plan.id(), new Designed(plan, lines, keys, part.key()));
                designed.put(
                        of.form(), new Designed(whole.plan(), with(whole.form(), part), whole.keys(), whole.part()));
            }
        }
        return designed;
    }

    private static FormDefinition with(FormDefinition whole, FieldDefinition part) {
        List<SectionDefinition> sections = new ArrayList<>(whole.sections());
        sections.add(new SectionDefinition(Ids.next(), "", List.of(new RowDefinition(List.of(part)))));
        return whole.withSections(sections);
    }

    private FormDefinition form(FormPlan plan, String key, Map<Integer, String> keys) {
        List<FieldDefinition> fields = fields(plan, keys, new HashSet<>());
        UUID keyField = null;
        UUID titleField = null;
        for (int i = 0; i < fields.size(); i++) {
            Wanted one = plan.wanted().get(i);
            UUID id = fields.get(i).id();
            boolean isMeant = Objects.equals(plan.key(), one.column());
            keyField = one.unique() && (keyField == null || isMeant) ? id : keyField;
            titleField = one.title() ? id : titleField;
        }
        return new FormDefinition(
                plan.id(),
                key,
                plan.label(),
                ICON,
                titleField,
                keyField,
                List.of(new SectionDefinition(Ids.next(), "", pairs(fields))),
                List.of());
    }

    private List<FieldDefinition> fields(FormPlan plan, Map<Integer, String> keys, Set<String> taken) {
        List<FieldDefinition> fields = new ArrayList<>();
        for (Wanted one : plan.wanted()) {
            String key = Keys.propose(one.label(), "field_" + (taken.size() + 1), taken::contains);
            taken.add(key);
            keys.put(one.column(), key);
            fields.add(new FieldDefinition(
                    Ids.next(),
                    key,
                    one.label(),
                    one.guess().type().key(),
                    (ObjectNode) codec.tree(one.guess().config()),
                    false,
                    one.unique(),
                    "",
                    "",
                    null));
        }
        return fields;
    }

    private static List<RowDefinition> pairs(List<FieldDefinition> fields) {
        List<RowDefinition> rows = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += 2) {
            rows.add(new RowDefinition(fields.subList(i, Math.min(fields.size(), i + 2))));
        }
        return rows;
    }

    /**
     * A form in its turn.
     *
     * @param later columns that link to forms whose turn comes later, because they link back
     */
    private record Turn(Designed form, Set<Integer> later) {}

    /** Those that others link to first; where forms link to each other in a ring, one of them gets its links afterwards. */
    private static List<Turn> turns(Map<UUID, Designed> designed) {
        List<Designed> left = designed.values().stream()
                .filter(one -> one.plan().linesOf() == null)
                .collect(Collectors.toCollection(ArrayList::new));
        List<Turn> turns = new ArrayList<>();
        while (!left.isEmpty()) {
            Set<UUID> open = left.stream().map(one -> one.plan().id()).collect(Collectors.toSet());
            Designed next = left.stream()
                    .filter(one -> waitsFor(one, designed, open, true).isEmpty())
                    .findFirst()
                    .or(() -> left.stream()
                            .filter(one -> one.plan().hasUnique()
                                    && waitsFor(one, designed, open, false).isEmpty())
                            .findFirst())
                    .orElse(left.getFirst());
            Set<UUID> others = waitsFor(next, designed, open, true);
            turns.add(new Turn(
                    next,
                    next.plan().hasUnique()
                            ? next.plan().wanted().stream()
                                    .filter(one -> one.guess().target() != null
                                            && others.contains(one.guess().target()))
                                    .map(Wanted::column)
                                    .collect(Collectors.toSet())
                            : Set.of()));
            left.remove(next);
        }
        return turns;
    }

    /**
     * @param own whether to look at the links of its records, or only at those of their lines
     */
    private static Set<UUID> waitsFor(Designed one, Map<UUID, Designed> designed, Set<UUID> open, boolean own) {
        Set<UUID> targets = own ? new HashSet<>(one.plan().targets()) : new HashSet<>();
        linesOf(one, designed).forEach(lines -> targets.addAll(lines.plan().targets()));
        targets.retainAll(open);
        targets.remove(one.plan().id());
        return targets;
    }

    private static List<Designed> linesOf(Designed whole, Map<UUID, Designed> designed) {
        return designed.values().stream()
                .filter(one -> one.plan().linesOf() != null
                        && one.plan().linesOf().form().equals(whole.plan().id()))
                .toList();
    }

    private Made fill(
            App app, Map<UUID, Designed> designed, Source source, FormatContext format, JobProgress progress) {
        List<Turn> turns = turns(designed);
        double all = turns.stream()
                        .mapToLong(turn -> turn.form().plan().rows().count())
                        .sum()
                + 1.0;
        Map<UUID, MadeForm> made = new LinkedHashMap<>();
        Problems problems = Problems.NONE;
        double before = 0;
        try {
            for (Turn turn : turns) {
                double done = before / all;
                double share = turn.form().plan().rows().count() / all;
                FormRef ref = new FormRef(app.key(), turn.form().form().key());
                Report report = fill(ref, turn, designed, source, format, part -> progress.report(done + part * share));
                made.put(
                        turn.form().plan().id(),
                        new MadeForm(ref, turn.form().plan().label(), report, null));
                before += turn.form().plan().rows().count();
            }
            for (Turn turn : turns) {
                if (!turn.later().isEmpty()) {
                    made.computeIfPresent(
                            turn.form().plan().id(),
                            (_, one) -> new MadeForm(
                                    one.form(),
                                    one.label(),
                                    one.report(),
                                    link(one.form(), turn, source, format, progress)));
                }
            }
        } catch (RuntimeException e) {
            problems = problems(e);
        }
        List<String> missing = problems.items().isEmpty()
                ? List.of()
                : turns.stream()
                        .map(turn -> turn.form().plan())
                        .filter(plan -> !made.containsKey(plan.id()))
                        .map(FormPlan::label)
                        .toList();
        List<MadeForm> inOrder = designed.keySet().stream()
                .flatMap(id -> Optional.ofNullable(made.get(id)).stream())
                .toList();
        return new Made(app, inOrder, missing, problems);
    }

    private static Problems problems(RuntimeException e) {
        return switch (e) {
            case HasProblems several -> several.problems();
            case DomainException one ->
                Problems.of(Problem.error(one.code(), "", one.arguments().toArray()));
            default -> {
                LOG.error("An app could not be filled from a file", e);
                yield Problems.of(Problem.error("record.newApp.stopped.unknown", ""));
            }
        };
    }

    private Report fill(
            FormRef ref,
            Turn turn,
            Map<UUID, Designed> designed,
            Source source,
            FormatContext format,
            JobProgress progress) {
        Designed form = turn.form();
        Map<Integer, String> mapping = new HashMap<>(form.keys());
        mapping.keySet().removeAll(turn.later());
        return switch (form.plan().rows()) {
            case OfSheet rows -> {
                String key = keyOf(form);
                List<LinesPlan> lines =
                        linesOf(form, designed).stream().map(AppFromFile::lines).toList();
                Plan plan = new Plan(
                                rows.sheet(),
                                rows.heading(),
                                mapping,
                                dates(rows, mapping),
                                key == null ? Mode.ADD : Mode.BOTH,
                                key,
                                true,
                                format)
                        .odd(rows.odd())
                        .lines(lines);
                yield imports.run(ref, source, plan, progress);
            }
            case Collected rows -> collected(ref, form, rows, source, format, progress);
        };
    }

    private static Map<Integer, DateOrder> dates(OfSheet rows, Map<Integer, String> mapping) {
        Map<Integer, DateOrder> dates = new HashMap<>(rows.dates());
        dates.keySet().retainAll(mapping.keySet());
        return dates;
    }

    private static LinesPlan lines(Designed lines) {
        LinesOf of = Objects.requireNonNull(lines.plan().linesOf());
        OfSheet rows = (OfSheet) lines.plan().rows();
        return new LinesPlan(lines.part(), rows.sheet(), rows.heading(), lines.keys(), of.owner(), of.named());
    }

    private static @Nullable String keyOf(Designed form) {
        UUID field = form.form().keyField();
        return field == null
                ? null
                : form.form().field(field).map(FieldDefinition::key).orElse(null);
    }

    /** Sets the links that had to wait, in records that are there by now. */
    private Report link(FormRef ref, Turn turn, Source source, FormatContext format, JobProgress progress) {
        Designed form = turn.form();
        OfSheet rows = (OfSheet) form.plan().rows();
        String key = Objects.requireNonNull(keyOf(form));
        Map<Integer, String> mapping = new HashMap<>();
        form.keys().forEach((column, field) -> {
            if (field.equals(key) || turn.later().contains(column)) {
                mapping.put(column, field);
            }
        });
        Plan plan = new Plan(
                        rows.sheet(), rows.heading(), mapping, dates(rows, mapping), Mode.UPDATE, key, true, format)
                .odd(rows.odd());
        return imports.run(ref, source, plan, part -> progress.report(1));
    }

    /** Repeated values become records through a file of their own, so that they are read and checked as all others. */
    private Report collected(
            FormRef ref, Designed form, Collected rows, Source source, FormatContext format, JobProgress progress) {
        try {
            Path table = files.create("records");
            try (OutputStream out = Files.newOutputStream(table);
                    SheetWriter writer = SheetWriter.csv(out, ',')) {
                writer.row(form.plan().wanted().stream().map(Wanted::label).toList());
                for (List<String> row : rows.table()) {
                    writer.row(row);
                }
            }
            try {
                Map<Integer, String> mapping = new HashMap<>();
                Map<Integer, DateOrder> dates = new HashMap<>();
                for (int i = 0; i < form.plan().wanted().size(); i++) {
                    int column = form.plan().wanted().get(i).column();
                    mapping.put(i, form.key(column));
                    if (rows.dates().get(column) instanceof DateOrder order) {
                        dates.put(i, order);
                    }
                }
                String key = Objects.requireNonNull(keyOf(form));
                Plan plan = new Plan(0, 1, mapping, dates, Mode.BOTH, key, true, format).odd(new Odd(Set.of(), true));
                String name = source.name() + " · " + form.plan().label() + ".csv";
                return imports.run(ref, new Source(table, name, new Reading("UTF-8", ',')), plan, progress);
            } finally {
                Files.deleteIfExists(table);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the app away again, with all that was made of the file. */
    void delete(App app) {
        apps.delete(app.key(), Apps.Tables.DROP);
    }
}
