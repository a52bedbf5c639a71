package dev.millwright.record.internal;

import dev.millwright.record.internal.QueryPlan.Operand;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.internal.RecordTable.StoredField;
import org.jspecify.annotations.Nullable;

/** How texts are looked for within texts: by an index of their character bigrams where that can be, else by a pattern. */
final class TextSearch {

    private TextSearch() {}

    /** A text that contains another, found by an index where there is one. */
    static Predicate containing(Operand operand, @Nullable StoredField field, String text) {
        return operand instanceof Operand.Own own && field != null && field.isSearched() && hasGrams(text)
                ? new Predicate.Found(own, text)
                : new Predicate.Like(operand, contains(text));
    }

    /** Whether {@code platform.grams} makes something of the text, so that an index can find what contains it. */
    static boolean hasGrams(String text) {
        int[] letters = text.codePoints().toArray();
        int narrow = 0;
        for (int i = 0; i < letters.length; i++) {
            narrow = letters[i] > '~' ? 0 : narrow + 1;
            if (narrow == 3 || (i > 0 && (letters[i] > '~' || letters[i - 1] > '~'))) {
                return true;
            }
        }
        return false;
    }

    static String contains(String text) {
        return "%" + escape(text) + "%";
    }

    static String startsWith(String text) {
        return escape(text) + "%";
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
