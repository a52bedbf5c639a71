package dev.millwright.shared;

import com.ibm.icu.text.Collator;
import java.util.Comparator;
import java.util.Locale;

/** The order in which readers of a language look for names: pinyin in Chinese. */
public final class Alphabet {

    private Alphabet() {}

    /** The order of the language; what is alike in it, such as letters that differ in nothing but case, keeps one order, too. */
    public static Comparator<String> of(Locale language) {
        // Frozen, as several threads may compare with it.
        Collator collator = Collator.getInstance(language).freeze();
        Comparator<String> order = collator::compare;
        return order.thenComparing(Comparator.naturalOrder());
    }

    /** The same of paths such as {@code /Works/Assembly}: what lies below one follows it. */
    public static Comparator<String> ofPaths(Locale language) {
        Comparator<String> order = of(language);
        return (one, other) -> {
            String[] left = one.split("/", -1);
            String[] right = other.split("/", -1);
            for (int i = 0; i < left.length && i < right.length; i++) {
                int step = order.compare(left[i], right[i]);
                if (step != 0) {
                    return step;
                }
            }
            return Integer.compare(left.length, right.length);
        };
    }
}
