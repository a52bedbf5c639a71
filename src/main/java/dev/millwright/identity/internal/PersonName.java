package dev.millwright.identity.internal;

import org.jspecify.annotations.Nullable;

/** Puts a name together as its language does: 李明, but Ming Li. */
public final class PersonName {

    private PersonName() {}

    public static @Nullable String of(@Nullable String given, @Nullable String family) {
        String first = given == null ? "" : given.strip();
        String last = family == null ? "" : family.strip();
        if (first.isEmpty() || last.isEmpty()) {
            return first.isEmpty() && last.isEmpty() ? null : first + last;
        }
        return isHan(first) && isHan(last) ? last + first : first + " " + last;
    }

    private static boolean isHan(String text) {
        return text.codePoints().allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
