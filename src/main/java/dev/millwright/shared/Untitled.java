package dev.millwright.shared;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a record is called that nothing names. */
public final class Untitled {

    private static final Label WORDS = Label.of("(untitled %s)", "（无标题 %s）");

    private Untitled() {}

    /** Its title for programs: the end of its id, which differs between records made at the same time. */
    public static String titleOf(UUID record) {
        return record.toString().substring(28);
    }

    /** A title as people read it; what nothing names is said to be so, and still told from others. */
    public static String shown(@Nullable UUID record, String title, Locale locale) {
        return record != null && title.equals(titleOf(record))
                ? WORDS.in(locale).formatted(title)
                : title;
    }
}
