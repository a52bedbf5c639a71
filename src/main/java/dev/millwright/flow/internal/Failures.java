package dev.millwright.flow.internal;

import dev.millwright.shared.BusyException;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.HasProblems;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong, in words for people: a refusal says itself, of anything else people get a number under which it is in the log. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /**
     * @param where for the log; no words that people typed
     */
    static Phrase say(RuntimeException cause, String where) {
        if (cause instanceof HasProblems several && !several.problems().isEmpty()) {
            LOG.info("{} is refused: {}", where, cause.toString());
            List<Phrase> all = phrases(several.problems());
            return all.size() == 1 ? all.getFirst() : Phrase.of("flow.failure.words", all);
        }
        if (cause instanceof DomainException refusal) {
            LOG.info("{} is refused: {}", where, cause.toString());
            return new Phrase(refusal.code(), refusal.arguments());
        }
        String incident = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Incident {}: {} failed", incident, where, cause);
        return Phrase.of("flow.failure.incident", incident);
    }

    static List<Phrase> phrases(Problems problems) {
        return problems.items().stream()
                .map(problem -> new Phrase(problem.code(), problem.arguments()))
                .toList();
    }

    /** Whether it may go well another time, without anybody doing anything. */
    static boolean mayPass(RuntimeException cause) {
        return !(cause instanceof DomainException) || cause instanceof BusyException;
    }
}
