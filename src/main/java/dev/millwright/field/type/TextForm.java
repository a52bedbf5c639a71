package dev.millwright.field.type;

import dev.millwright.extension.PropertyKind;
import dev.millwright.shared.Label;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a short text may consist of; each is tested in one pass over the text. */
enum TextForm {
    ANY(Label.of("Any text", "任意文字"), "") {
        @Override
        boolean fits(String text) {
            return true;
        }

        @Override
        String shaped(String typed) {
            return typed;
        }
    },

    LETTERS(Label.of("Letters A–Z", "仅英文字母"), "abc") {
        @Override
        boolean fits(String text) {
            return text.chars().allMatch(TextForm::isLetter);
        }
    },

    DIGITS(Label.of("Digits", "仅数字"), "1234") {
        @Override
        boolean fits(String text) {
            return text.chars().allMatch(TextForm::isDigit);
        }
    },

    LETTERS_AND_DIGITS(Label.of("Letters and digits", "英文字母和数字"), "abc123") {
        @Override
        boolean fits(String text) {
            return text.chars().allMatch(c -> isLetter(c) || isDigit(c));
        }
    },

    /** GA 36: the province, a letter, five signs or six for new energy; the last may name a special use. */
    LICENCE_PLATE(Label.of("Chinese licence plate", "车牌号"), "粤B12345") {
        private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
        private static final String SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
        private static final String LAST = SIGNS + "挂学警港澳";

        @Override
        boolean fits(String text) {
            int length = text.length();
            return (length == 7 || length == 8)
                    && PROVINCES.indexOf(text.charAt(0)) >= 0
                    && text.charAt(1) >= 'A'
                    && text.charAt(1) <= 'Z'
                    && text.substring(2, length - 1).chars().allMatch(c -> SIGNS.indexOf(c) >= 0)
                    && LAST.indexOf(text.charAt(length - 1)) >= 0;
        }

        @Override
        String shaped(String typed) {
            StringBuilder plate = new StringBuilder(typed.length());
            Typed.halfWidth(typed)
                    .toUpperCase(Locale.ROOT)
                    .chars()
                    .filter(c -> " ·•.-".indexOf(c) < 0)
                    .forEach(c -> plate.append((char) c));
            return plate.toString();
        }
    },

    /** GB 11643: the last sign checks the others (ISO 7064, MOD 11-2). */
    ID_NUMBER(Label.of("Chinese ID number", "身份证号"), "11010519491231002X") {
        private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        private static final String CHECKS = "10X98765432";

        @Override
        boolean fits(String text) {
            if (text.length() != 18 || !text.substring(0, 17).chars().allMatch(TextForm::isDigit)) {
                return false;
            }
            int sum = 0;
            for (int i = 0; i < WEIGHTS.length; i++) {
                sum += (text.charAt(i) - '0') * WEIGHTS[i];
            }
            return text.charAt(17) == CHECKS.charAt(sum % 11) && isDay(text.substring(6, 14));
        }

        private static boolean isDay(String digits) {
            try {
                LocalDate day = LocalDate.of(
                        Integer.parseInt(digits.substring(0, 4)),
                        Integer.parseInt(digits.substring(4, 6)),
                        Integer.parseInt(digits.substring(6)));
                return day.getYear() >= 1800;
            } catch (DateTimeException e) {
                return false;
            }
        }

        @Override
        String shaped(String typed) {
            return Typed.halfWidth(typed).toUpperCase(Locale.ROOT).replace(" ", "");
        }
    },

    /** GB 32100: the last of 18 signs checks the others, modulo 31. */
    CREDIT_CODE(Label.of("Unified social credit code", "统一社会信用代码"), "91350100M000100Y43") {
        private static final String SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

        @Override
        boolean fits(String text) {
            if (text.length() != 18) {
                return false;
            }
            int sum = 0;
            for (int i = 0; i < WEIGHTS.length; i++) {
                int sign = SIGNS.indexOf(text.charAt(i));
                if (sign < 0) {
                    return false;
                }
                sum += sign * WEIGHTS[i];
            }
            return SIGNS.indexOf(text.charAt(17)) == (31 - sum % 31) % 31;
        }

        @Override
        String shaped(String typed) {
            return Typed.halfWidth(typed).toUpperCase(Locale.ROOT).replace(" ", "");
        }
    },

    /** As the designer draws it, see {@link TextMask}. */
    OWN(Label.of("A pattern of your own", "自定义格式"), "") {
        @Override
        boolean fits(String text) {
            return true;
        }
    };

    static final PropertyKind.Choice CHOICE = new PropertyKind.Choice(Arrays.stream(values())
            .map(form -> new PropertyKind.Choice.Option(form.key(), form.label))
            .toList());

    private final Label label;
    private final String example;

    TextForm(Label label, String example) {
        this.label = label;
        this.example = example;
    }

    static Optional<TextForm> of(String key) {
        return List.of(values()).stream().filter(form -> form.key().equals(key)).findFirst();
    }

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Label label() {
        return label;
    }

    /** A text of the form; empty where any is one. */
    String example() {
        return example;
    }

    abstract boolean fits(String text);

    /** What somebody typed as it is kept: full-width signs as the plain ones that are meant. */
    String shaped(String typed) {
        return Typed.halfWidth(typed);
    }

    private static boolean isLetter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
