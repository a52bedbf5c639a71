package dev.millwright.field.type;

import java.util.List;

/** Names of hosts, as they stand in addresses: labels parted by points, in any script. */
final class Domains {

    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    private Domains() {}

    /** Whether it is a name of one label or more; reads each character once. */
    static boolean isName(String text) {
        return text.length() <= LONGEST && labels(text).stream().allMatch(Domains::isLabel);
    }

    /** Whether it is a name below another, as all that can be reached from everywhere are: {@code example.com}. */
    static boolean isPublicName(String text) {
        List<String> labels = labels(text);
        return labels.size() > 1 && isName(text) && !labels.getLast().chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static List<String> labels(String text) {
        return List.of(text.split("\\.", -1));
    }

    private static boolean isLabel(String label) {
        return !label.isEmpty()
                && label.length() <= LONGEST_LABEL
                && label.charAt(0) != '-'
                && label.charAt(label.length() - 1) != '-'
                && label.codePoints().allMatch(c -> c == '-' || c == '_' || isWritten(c));
    }

    /** Letters and digits of any script, with the marks that some scripts put on their letters. */
    static boolean isWritten(int codePoint) {
        int kind = Character.getType(codePoint);
        return Character.isLetterOrDigit(codePoint)
                || kind == Character.NON_SPACING_MARK
                || kind == Character.COMBINING_SPACING_MARK;
    }
}
