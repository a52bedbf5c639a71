package dev.millwright.field.type;

import java.util.ArrayList;
import java.util.List;

/** Several names in one text, with semicolons between them; a name that holds one stands in quotation marks, in which these are doubled. */
final class ListOfNames {

    private static final char QUOTE = '"';

    private ListOfNames() {}

    /** A name as it stands among others. */
    static String written(String name) {
        String shown = name.strip();
        boolean plain = shown.chars().noneMatch(ListOfNames::separates) && !shown.startsWith("\"");
        return plain ? shown : QUOTE + shown.replace("\"", "\"\"") + QUOTE;
    }

    /** The names, without blank ones, in the order of the text. */
    static List<String> read(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == QUOTE && i + 1 < text.length() && text.charAt(i + 1) == QUOTE) {
                name.append(QUOTE);
                i++;
            } else if (c == QUOTE && (quoted || !begun)) {
                quoted = !quoted;
                begun = true;
            } else if (!quoted && separates(c)) {
                add(name, names);
                begun = false;
            } else {
                name.append(c);
                begun |= !Character.isWhitespace(c);
            }
        }
        add(name, names);
        return names;
    }

    private static void add(StringBuilder name, List<String> names) {
        String read = name.toString().strip();
        if (!read.isEmpty()) {
            names.add(read);
        }
        name.setLength(0);
    }

    private static boolean separates(int c) {
        return c == ';' || c == '；' || c == '\n' || c == '\r';
    }
}
