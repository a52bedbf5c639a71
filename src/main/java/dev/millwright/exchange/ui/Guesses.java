package dev.millwright.exchange.ui;

import dev.millwright.exchange.Workbooks.Nature;
import dev.millwright.exchange.ui.AppFromFile.Guess;
import dev.millwright.field.ColumnProfile;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What the columns of a file may become, each looked at once. */
final class Guesses {

    private final AppFromFile maker;

    // Profiles are large, and to compare their values would take as long as to guess again.
    private final Map<ColumnProfile, List<Guess>> known = Collections.synchronizedMap(new IdentityHashMap<>());

    Guesses(AppFromFile maker) {
        this.maker = maker;
    }

    List<Guess> of(ColumnProfile column) {
        return known.computeIfAbsent(column, maker::guesses);
    }

    Nature nature(ColumnProfile column) {
        return AppFromFile.nature(column, of(column).getFirst());
    }
}
