package dev.millwright.shared;

/** What texts may be made of. */
public final class Characters {

    private Characters() {}

    /** Whether PostgreSQL can keep the text: no NUL and no half of a surrogate pair. */
    public static boolean areStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
