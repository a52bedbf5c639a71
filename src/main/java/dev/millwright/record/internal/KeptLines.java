package dev.millwright.record.internal;

import dev.millwright.identity.Person;
import dev.millwright.record.RecordChange;
import dev.millwright.shared.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Lines that nothing was said of, whose record changes: what is offered for their links may go by it. Read in pages, of each line no more than
 * is asked, and of a record only until one line does not fit.
 */
final class KeptLines {

    /** So many lines are looked at for one write. A single record never has as many. */
    static final int MOST = 100_000;

    private static final int AT_ONCE = 1_000;

    private final ChangeSet.Parts parts;
    private final Person person;

    KeptLines(ChangeSet.Parts parts, Person person) {
        this.parts = parts;
        this.person = person;
    }

    /**
     * Says of records which parts of them have lines that would not fit any more.
     *
     * @param wanted by part and record what is to become of lines
     */
    void examine(RecordTable table, List<Draft> records, Map<String, Map<UUID, List<RecordChange>>> wanted) {
        table.form()
                .lineParts()
                .forEach(part -> part.lines()
                        .flatMap(parts.access()::any)
                        .ifPresent(lines -> examine(
                                part.key(), lines, table, records, said(wanted.getOrDefault(part.key(), Map.of())))));
    }

    private static Set<UUID> said(Map<UUID, List<RecordChange>> wanted) {
        Set<UUID> said = new HashSet<>();
        wanted.values()
                .forEach(changes -> changes.forEach(change -> {
                    switch (change) {
                        case RecordChange.Update update -> said.add(update.id());
                        case RecordChange.Delete delete -> said.add(delete.id());
                        case RecordChange.Create _, RecordChange.Restore _ -> {}
                    }
                }));
        return said;
    }

    private void examine(String part, RecordTable lines, RecordTable table, List<Draft> records, Set<UUID> said) {
        Map<UUID, Draft> changing = new HashMap<>();
        parts.narrowings().changing(lines, table, records).forEach(draft -> changing.put(draft.id(), draft));
        if (changing.isEmpty()) {
            return;
        }
        Map<UUID, UUID> kept = parts.owned().living(lines, changing.keySet(), MOST + 1);
        if (kept.size() > MOST) {
            changing.values()
                    .forEach(draft -> draft.problem(Problem.error("record.error.tooManyKeptLines", part, MOST)));
            return;
        }
        List<UUID> open = new ArrayList<>(kept.keySet());
        open.removeIf(said::contains);
        Unwritten beside = Unwritten.of(table, records);
        Set<String> asked = parts.narrowings().asked(lines);
        Set<UUID> refused = new HashSet<>();
        for (int from = 0; from < open.size(); from += AT_ONCE) {
            List<UUID> page = open.subList(from, Math.min(open.size(), from + AT_ONCE)).stream()
                    .filter(line -> !refused.contains(kept.get(line)))
                    .toList();
            if (page.isEmpty()) {
                continue;
            }
            List<Draft> drafts = parts.locked().look(lines, page, asked).values().stream()
                    .map(line -> new Draft(line.id(), 0, false, line.values()))
                    .toList();
            parts.narrowings().examine(new Narrowings.Writing(lines, drafts, beside, person));
            for (Draft line : drafts) {
                UUID owner = kept.get(line.id());
                if (owner != null && !line.problems().isEmpty() && refused.add(owner)) {
                    Problem found = line.problems().getFirst().problem();
                    Optional.ofNullable(changing.get(owner))
                            .ifPresent(draft -> draft.problem(
                                    new Problem(found.severity(), found.code(), part, found.arguments())));
                }
            }
        }
    }
}
