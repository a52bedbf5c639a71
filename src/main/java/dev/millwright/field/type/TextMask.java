package dev.millwright.field.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern that designers draw: {@code A} stands for a letter A–Z, {@code 0} for a digit, {@code *} for either, and anything else for
 * itself, as does what stands between two single quotes.
 */
final class TextMask {

    static final int LONGEST = 60;

    private enum Kind {
        LETTER,
        DIGIT,
        EITHER,
        ITSELF
    }

    private record Place(Kind kind, char sign) {

        boolean takes(char c) {
            return switch (kind) {
                case LETTER -> isLetter(c);
                case DIGIT -> isDigit(c);
                case EITHER -> isLetter(c) || isDigit(c);
                case ITSELF -> c == sign;
            };
        }

        private static boolean isLetter(char c) {
            return c >= 'A' && c <= 'Z';
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }

    private final List<Place> places;

    private TextMask(List<Place> places) {
        this.places = places;
    }

    /** Empty for a blank pattern, one that is too long or one whose quotes are not in pairs. */
    static Optional<TextMask> of(String pattern) {
        if (pattern.isBlank() || pattern.length() > LONGEST || !Typed.isStorable(pattern)) {
            return Optional.empty();
        }
        List<Place> places = new ArrayList<>();
        boolean quoted = false;
        for (char c : pattern.strip().toCharArray()) {
            if (c == '\'') {
                quoted = !quoted;
            } else if (quoted) {
                places.add(new Place(Kind.ITSELF, c));
            } else {
                places.add(
                        switch (c) {
                            case 'A' -> new Place(Kind.LETTER, c);
                            case '0' -> new Place(Kind.DIGIT, c);
                            case '*' -> new Place(Kind.EITHER, c);
                            default -> new Place(Kind.ITSELF, c);
                        });
            }
        }
        return quoted || places.isEmpty() ? Optional.empty() : Optional.of(new TextMask(List.copyOf(places)));
    }

    boolean fits(String text) {
        if (text.length() != places.size()) {
            return false;
        }
        for (int i = 0; i < places.size(); i++) {
            if (!places.get(i).takes(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** What somebody typed as it is kept: letters raised and full-width signs made plain where only that fits. */
    String shaped(String typed) {
        if (typed.length() != places.size()) {
            return typed;
        }
        StringBuilder shaped = new StringBuilder(typed.length());
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            char plain = c >= '\uff01' && c <= '\uff5e' ? (char) (c - 0xfee0) : c;
            char raised = plain >= 'a' && plain <= 'z' ? (char) (plain - 'a' + 'A') : plain;
            Place place = places.get(i);
            shaped.append(place.takes(c) ? c : place.takes(plain) ? plain : place.takes(raised) ? raised : c);
        }
        return shaped.toString();
    }

    /** A text of the pattern. */
    String example() {
        StringBuilder example = new StringBuilder();
        for (Place place : places) {
            example.append(
                    switch (place.kind()) {
                        case LETTER, EITHER -> 'A';
                        case DIGIT -> '1';
                        case ITSELF -> place.sign();
                    });
        }
        return example.toString();
    }
}
