package dev.millwright.flow.ui;

import java.util.Optional;

/**
 * A field that becomes more or less by what a formula gives; one that is empty counts as 0.
 *
 * @param field as a formula names it
 * @param by what it is changed by
 */
record Amount(String field, boolean more, String by) {

    /** The amount as the formula that it is kept as. */
    String expression() {
        return head(field, more) + by + ")";
    }

    /** The amount that a formula is, if it was made as one. */
    static Optional<Amount> read(String field, String expression) {
        for (boolean more : new boolean[] {true, false}) {
            String head = head(field, more);
            if (expression.startsWith(head) && expression.endsWith(")")) {
                String by = expression.substring(head.length(), expression.length() - 1);
                if (isWhole(by)) {
                    return Optional.of(new Amount(field, more, by));
                }
            }
        }
        return Optional.empty();
    }

    private static String head(String field, boolean more) {
        return "COALESCE(" + field + ", 0) " + (more ? "+" : "-") + " (";
    }

    /** Whether no bracket that stands before it is closed in it. */
    private static boolean isWhole(String text) {
        int open = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (quote != 0) {
                if (sign == '\\') {
                    i++;
                } else if (sign == quote) {
                    quote = 0;
                }
            } else if (sign == '"' || sign == '\'') {
                quote = sign;
            } else if (sign == '(' || sign == '（') {
                open++;
            } else if ((sign == ')' || sign == '）') && --open < 0) {
                return false;
            }
        }
        return open == 0;
    }
}
