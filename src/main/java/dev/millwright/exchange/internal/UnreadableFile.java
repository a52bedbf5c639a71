package dev.millwright.exchange.internal;

import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;

/** Refuses a file that is no table, saying what to do. */
final class UnreadableFile {

    private UnreadableFile() {}

    static InvalidException because(String code, Object... arguments) {
        return new InvalidException(Problems.of(Problem.error(code, "", arguments)));
    }
}
