package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.Via;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes many records through the gate, as many at once as it takes: up to so many all or none, of more in such portions, up to the first
 * that is refused.
 */
final class BulkWork {

    /** As many as the gate changes at once. */
    static final int PORTION = 5_000;

    /** More are the business of an import. */
    static final int MOST = 50_000;

    private static final int PAGE = 1_000;
    private static final int NAMED = 10;

    private final Records records;
    private final RecordQuery query;
    private final FormRef form;

    BulkWork(Records records, RecordQuery query, FormRef form) {
        this.records = records;
        this.query = query;
        this.form = form;
    }

    /**
     * What has become of it.
     *
     * @param written the records that were changed, as they were before
     * @param asked the records of the portion that was refused
     * @param refusal why; null when all is written
     */
    record Outcome(
            List<RecordData> written,
            List<RecordData> asked,
            @Nullable DomainException refusal) {

        /** Why not all is written, in the language of the page; the first reasons, each with its record. */
        List<String> words() {
            return switch (refusal) {
                case null -> List.of();
                case InvalidException invalid -> named(asked, invalid.problems());
                case UniqueValueTakenException taken -> named(asked, taken.problems());
                case DomainException other -> List.of(t(other));
            };
        }
    }

    /**
     * The records of a list as they are now.
     *
     * @param enough of more than so many only some are read
     */
    List<RecordData> read(ListRequest request, long enough) {
        List<RecordData> read = new ArrayList<>();
        ListRequest wanted = request.limit(PAGE).after(null);
        RecordPage page;
        do {
            page = query.list(wanted);
            read.addAll(page.items());
            wanted = wanted.after(page.next());
        } while (page.next() != null && read.size() <= enough);
        return read;
    }

    /**
     * @param progress hears how much of it is done, up to 1
     */
    Outcome write(List<RecordData> wanted, Function<RecordData, RecordChange> wish, DoubleConsumer progress) {
        List<RecordData> written = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += PORTION) {
            List<RecordData> portion = wanted.subList(from, Math.min(wanted.size(), from + PORTION));
            try {
                records.batch(form, portion.stream().map(wish).toList(), Via.SCREEN);
            } catch (DomainException e) {
                return new Outcome(written, portion, e);
            }
            written.addAll(portion);
            progress.accept((double) written.size() / wanted.size());
        }
        return new Outcome(written, List.of(), null);
    }

    /**
     * Takes records out of the recycle bin but for those whose unique value was taken meanwhile; says how many came back.
     *
     * @param left told what did not come back with them
     */
    int restore(List<UUID> ids, DoubleConsumer progress, Consumer<List<Problem>> left) {
        int restored = 0;
        for (int from = 0; from < ids.size(); from += PORTION) {
            restored += restore(ids.subList(from, Math.min(ids.size(), from + PORTION)), left);
            progress.accept((double) Math.min(ids.size(), from + PORTION) / ids.size());
        }
        return restored;
    }

    private int restore(List<UUID> ids, Consumer<List<Problem>> left) {
        Set<Integer> refused;
        try {
            return restoreAll(ids, left);
        } catch (InvalidException e) {
            refused = numbers(e.problems());
        } catch (UniqueValueTakenException e) {
            refused = numbers(e.problems());
        }
        List<UUID> others = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!refused.contains(i)) {
                others.add(ids.get(i));
            }
        }
        try {
            return others.size() == ids.size() ? 0 : restoreAll(others, left);
        } catch (DomainException e) {
            // Changed between two looks: they stay in the bin, and the number says so.
            return 0;
        }
    }

    private int restoreAll(List<UUID> ids, Consumer<List<Problem>> left) {
        left.accept(records.restore(form, ids, Via.SCREEN));
        return ids.size();
    }

    private static Set<Integer> numbers(Problems problems) {
        return problems.stream().map(BulkWork::number).collect(Collectors.toCollection(HashSet::new));
    }

    /** Which of the changes a problem is about; -1 for none. */
    private static int number(Problem problem) {
        String index = problem.path().split("\\.", 2)[0];
        return index.matches("[0-9]{1,6}") ? Integer.parseInt(index) : -1;
    }

    /** The first of the problems, each with the title of its record. */
    private static List<String> named(List<RecordData> records, Problems problems) {
        List<String> words = problems.stream()
                .limit(NAMED)
                .map(problem -> named(records, problem))
                .collect(Collectors.toCollection(ArrayList::new));
        long more = problems.stream().count() - words.size();
        if (more > 0) {
            words.add(t("record.bulk.more", more));
        }
        return words;
    }

    private static String named(List<RecordData> records, Problem problem) {
        int number = number(problem);
        return number >= 0 && number < records.size()
                ? t("record.bulk.problem", RecordScreens.title(records.get(number)), t(problem))
                : t(problem);
    }
}
