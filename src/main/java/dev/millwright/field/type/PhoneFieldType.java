package dev.millwright.field.type;

import dev.millwright.extension.Descriptor;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.FieldType;
import dev.millwright.field.Masked;
import dev.millwright.field.TypeChange;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The number of a telephone, kept as it was typed: how people part its digits tells them the place and the network. */
@Component
class PhoneFieldType implements ShapedText {

    private static final int LONGEST = 50;
    private static final int FEWEST_DIGITS = 3;
    private static final int MOST_DIGITS = 20;
    private static final int MOST_DIGITS_OF_EXTENSION = 8;

    /** What stands between a number and the extension, the longest first. */
    private static final List<String> EXTENSIONS = List.of("extension", "ext.", "ext", "分机", "转", "x", "#");

    private static final List<String> HEADINGS = List.of("phone", "mobile", "telephone", "fax", "电话", "手机", "传真");

    @Override
    public String key() {
        return "phone";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Phone", "电话"),
                Label.of("A phone number, also with an extension", "电话或手机号码，可带分机号"),
                "vaadin:phone",
                Groups.TEXT,
                Groups.FIRST_TEXT + 40);
    }

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public String inputMode() {
        return "tel";
    }

    /** With plain digits and dashes, and one space where there were several. */
    @Override
    public String shaped(String typed) {
        StringBuilder shaped = new StringBuilder(typed.length());
        Typed.halfWidth(typed).codePoints().forEach(c -> {
            boolean space = Character.isWhitespace(c) || Character.isSpaceChar(c);
            if (space && !shaped.isEmpty() && shaped.charAt(shaped.length() - 1) == ' ') {
                return;
            }
            shaped.appendCodePoint(space ? ' ' : Character.getType(c) == Character.DASH_PUNCTUATION ? '-' : c);
        });
        return shaped.toString();
    }

    @Override
    public boolean isShaped(String value) {
        String number = value.toLowerCase(Locale.ROOT);
        for (String word : EXTENSIONS) {
            int at = number.indexOf(word);
            if (at > 0) {
                String extension = number.substring(at + word.length()).strip();
                return isNumber(number.substring(0, at).strip())
                        && extension.chars().allMatch(PhoneFieldType::isDigit)
                        && !extension.isEmpty()
                        && extension.length() <= MOST_DIGITS_OF_EXTENSION;
            }
        }
        return isNumber(number);
    }

    private static boolean isNumber(String text) {
        int digits = 0;
        boolean open = false;
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = switch (c) {
                case '+' -> i == 0;
                case '(' -> !open;
                case ')' -> open && isDigit(before);
                case ' ' -> i > 0 && before != ' ';
                case '-', '.', '/' -> isDigit(before) || before == ')' || before == ' ';
                default -> isDigit(c);
            };
            if (!fits) {
                return false;
            }
            open = c == '(' || (open && c != ')');
            digits += isDigit(c) ? 1 : 0;
            before = c;
        }
        return !open && isDigit(before) && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Without an extension, which phones do not dial by themselves. */
    @Override
    public String address(String value) {
        String number = value.toLowerCase(Locale.ROOT);
        for (String word : EXTENSIONS) {
            int at = number.indexOf(word);
            number = at > 0 ? number.substring(0, at) : number;
        }
        StringBuilder dialled = new StringBuilder("tel:");
        number.chars().filter(c -> isDigit(c) || c == '+').forEach(c -> dialled.append((char) c));
        return dialled.toString();
    }

    @Override
    public Problem shapeless() {
        return Problem.error("field.error.phone", "", FEWEST_DIGITS, MOST_DIGITS);
    }

    /** So many things look like a number that its heading has to say so, unless all begin with the code of a country. */
    @Override
    public Optional<ColumnFit<NoSettings>> fit(ColumnProfile column) {
        String heading = column.heading().toLowerCase(Locale.ROOT);
        boolean said = HEADINGS.stream().anyMatch(heading::contains);
        return Fits.all(
                        column,
                        text -> (said || Typed.halfWidth(text).startsWith("+"))
                                && takes(text, column.context().format()))
                ? Optional.of(new ColumnFit<>(defaultConfig(), said ? 85 : 65))
                : Optional.empty();
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(Label.of(
                "A phone number: +86 138 0013 8000, 010-8888 6666 ext. 12", "电话：13800138000、010-88886666 转 12"));
    }

    @Override
    public String mask(String value) {
        return Masked.middleOf(value);
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        return other.valueKind() == ValueKind.NUMBER
                ? Optional.of(TypeChange.CHECKED)
                : ShapedText.super.changeFrom(other, otherConfig, config);
    }

    @Override
    public Optional<String> sample(NoSettings config, Locale locale) {
        return Optional.of(
                Label.of("+44 20 7946 0018 ext. 12", "010-8888 6666 转 12").in(locale));
    }
}
