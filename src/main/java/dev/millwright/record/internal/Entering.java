package dev.millwright.record.internal;

import dev.millwright.expression.Reference;
import dev.millwright.form.AppFormulas.FieldRef;
import dev.millwright.form.ExpressionValues;
import dev.millwright.form.PublishedPart;
import dev.millwright.form.RuleOutcome;
import dev.millwright.form.WorkedOut;
import dev.millwright.identity.Person;
import dev.millwright.record.ChangeProblem;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.RuledRecord;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.record.internal.Rulings.Ruled;
import dev.millwright.schema.SystemColumns;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problems;
import dev.millwright.shared.TooLargeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A record with its lines while somebody enters it: worked out as if it were written now, with nothing held and nothing kept. */
final class Entering {

    private final ChangeSet.Parts parts;
    private final Permit permit;
    private final RecordTable table;
    private final Instant now;
    private final Map<UUID, RecordData> old = new HashMap<>();

    Entering(ChangeSet.Parts parts, Permit permit, Instant now) {
        this.parts = parts;
        this.permit = permit;
        this.table = permit.table();
        this.now = now;
    }

    private record Part(String key, RecordTable table, DraftedLines.Lines lines) {}

    /** @param shared says what other records have already of the record as it is to be */
    WorkedOut workedOut(
            @Nullable UUID record,
            Map<String, @Nullable Object> values,
            Map<String, List<RecordChange>> lines,
            Function<Draft, Problems> shared) {
        List<PublishedPart<?>> shown = table.form()
                .lineParts()
                .filter(part ->
                        lines.containsKey(part.key()) && !permit.fields().hides(part.key()))
                .toList();
        Set<RecordTable> tables =
                shown.stream().flatMap(part -> table(part).stream()).collect(Collectors.toCollection(HashSet::new));
        tables.add(table);
        if (tables.stream().allMatch(this::hasNothingToWorkOut)) {
            return WorkedOut.NOTHING;
        }
        if (lines.values().stream().mapToLong(List::size).sum() > RecordQuery.MOST_LINES) {
            throw new TooLargeException("record.error.batchLines", RecordQuery.MOST_LINES);
        }
        RecordData before =
                record == null ? null : parts.locked().look(table, record).orElse(null);
        Draft draft = new Draft(
                record == null ? Ids.next() : record, 0, before == null, before == null ? Map.of() : before.values());
        if (before != null) {
            old.put(before.id(), before);
        }
        DraftedLines.put(draft, values, table);
        Unwritten together = Unwritten.of(table, List.of(draft));
        List<Part> known = new ArrayList<>();
        DraftedLines drafted = new DraftedLines(parts, permit.person(), now);
        shown.forEach(part -> table(part)
                .flatMap(of -> drafted.add(of, Map.of(draft, lines.getOrDefault(part.key(), List.of())), together))
                .map(some -> new Part(part.key(), some.table(), some.of(draft)))
                .ifPresent(known::add));
        Rulings.Writer writer =
                new Rulings.Writer(permit.app(), permit.person(), now, drafted.system(this::system), false, together);
        Ruled ruled = parts.rulings().whileEntered(writer, drafted.otherRows());
        Map<Draft, Problems> unfit = new HashMap<>();
        unfit(table, List.of(draft), together, unfit);
        known.forEach(part -> unfit(part.table(), part.lines().all(), together, unfit));
        Map<String, WorkedOut.Lines> ofLines = new LinkedHashMap<>();
        for (Part part : known) {
            List<WorkedOut> changed = new ArrayList<>();
            for (Draft line : part.lines().changed()) {
                changed.add(
                        line == null
                                ? WorkedOut.NOTHING
                                : told(part.table(), part.table(), line, ruled, Map.of())
                                        .withShared(unfit.getOrDefault(line, Problems.NONE)));
            }
            Map<UUID, WorkedOut> kept = new HashMap<>();
            part.lines()
                    .kept()
                    .forEach(line -> kept.put(
                            line.id(),
                            told(part.table(), part.table(), line, ruled, Map.of())
                                    .withShared(unfit.getOrDefault(line, Problems.NONE))));
            ofLines.put(part.key(), new WorkedOut.Lines(changed, kept));
        }
        return told(table, permit.readable(), draft, ruled, ofLines)
                .withShared(shared.apply(draft).and(unfit.getOrDefault(draft, Problems.NONE)));
    }

    /** What the rules come to in a record of which nothing is changed. */
    RuledRecord ruled(UUID record) {
        RecordData before = parts.locked().look(table, record).orElse(null);
        if (before == null || !parts.rulings().hasRules(permit.app(), table)) {
            return RuledRecord.FREE;
        }
        old.put(before.id(), before);
        Draft draft = new Draft(record, 0, false, before.values());
        Rulings.Writer writer = new Rulings.Writer(
                permit.app(), permit.person(), now, this::system, false, Unwritten.of(table, List.of(draft)));
        RuleOutcome rules = parts.rulings().standing(writer).outcomes().getOrDefault(record, RuleOutcome.NONE);
        Rulings.examine(table, draft, rules);
        return new RuledRecord(
                rules,
                new Problems(
                        draft.problems().stream().map(ChangeProblem::problem).toList()));
    }

    /** Finds out which links lead to what their form does not offer for them. */
    private void unfit(RecordTable of, List<Draft> drafts, Unwritten together, Map<Draft, Problems> unfit) {
        if (Narrowings.isNarrowed(of)) {
            Map<Draft, Integer> before = new HashMap<>();
            drafts.forEach(one -> before.put(one, one.problems().size()));
            parts.narrowings().examine(new Narrowings.Writing(of, drafts, together, permit.person()));
            drafts.forEach(one -> unfit.put(
                    one,
                    new Problems(one.problems().stream()
                            .skip(before.getOrDefault(one, 0))
                            .map(ChangeProblem::problem)
                            .toList())));
        }
    }

    private boolean hasNothingToWorkOut(RecordTable of) {
        return of.form().definition().rules().isEmpty()
                && of.form().together().isEmpty()
                && !Narrowings.isNarrowed(of)
                && of.fields().stream()
                        .noneMatch(field ->
                                field.field().isComputed() || field.field().begins());
    }

    private Optional<RecordTable> table(PublishedPart<?> part) {
        return part.lines().flatMap(parts.access()::any);
    }

    private @Nullable Object system(UUID record, String key) {
        RecordData before = old.get(record);
        Person person = permit.person();
        return switch (key) {
            case SystemColumns.ID -> record.toString();
            case SystemColumns.CREATED_AT -> before == null ? now : before.createdAt();
            default ->
                before == null
                        ? new Reference(person.id(), person.name())
                        : ExpressionValues.reference(before.createdBy());
        };
    }

    private static WorkedOut told(
            RecordTable of, RecordTable readable, Draft draft, Ruled ruled, Map<String, WorkedOut.Lines> lines) {
        RuleOutcome rules = ruled.outcomes().getOrDefault(draft.id(), RuleOutcome.NONE);
        Map<String, @Nullable Object> worked = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        for (StoredField field : readable.fields()) {
            boolean begins = draft.isNew() && of.ownerLink() != null;
            if (begins
                    || field.field().begins()
                    || field.field().isComputed()
                    || rules.set().containsKey(field.key())) {
                Object value = draft.value(field);
                StoredField whole = of.field(field.key());
                worked.put(
                        field.key(),
                        value != null && whole != null && field.field().isMasked()
                                ? whole.field().mask(value)
                                : value);
            }
            if (ruled.unknown().contains(new FieldRef(of.form().id(), field.key()))) {
                unknown.add(field.key());
            }
        }
        return new WorkedOut(worked, rules, Problems.NONE, unknown, lines);
    }
}
