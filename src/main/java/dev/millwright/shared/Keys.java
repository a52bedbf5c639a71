package dev.millwright.shared;

import com.ibm.icu.text.Transliterator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one place that says what a key is and proposes one from a label: Chinese by pinyin, other scripts by their Latin
 * letters. The key of a field is the name of its column, in the API and in expressions.
 */
public final class Keys {

    public static final int MAX_LENGTH = 41;

    /** Names that no field, form or app may have: system columns and words of SQL and of expressions. */
    public static final Set<String> RESERVED = Stream.of(
                    // system fields and their companions
                    "id version created_at created_by created_by_name updated_at updated_by updated_by_name",
                    "deleted_at deleted_by deleted_by_name",
                    // columns that PostgreSQL gives every table
                    "oid tableoid xmin cmin xmax cmax ctid",
                    // reserved words of PostgreSQL
                    "all analyse analyze and any array as asc asymmetric authorization binary both case cast check",
                    "collate collation column concurrently constraint create cross current_catalog current_date",
                    "current_role current_schema current_time current_timestamp current_user default deferrable desc",
                    "distinct do else end except false fetch for foreign freeze from full grant group having ilike in",
                    "initially inner intersect into is isnull join lateral leading left like limit localtime",
                    "localtimestamp natural not notnull null offset on only or order outer overlaps placing primary",
                    "references returning right select session_user similar some symmetric system_user table",
                    "tablesample then to trailing true union unique user using variadic verbose when where window with",
                    // words of expressions that are not SQL's
                    "between contains if")
            .flatMap(words -> Stream.of(words.split(" ")))
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern WELL_FORMED = Pattern.compile("[a-z][a-z0-9_]{0,40}");
    private static final Pattern OPTION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,40}");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9]{0,19}");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final int HASH_LENGTH = 6;

    // Building one reads the whole pinyin table; all are safe to share.
    private static final Transliterator PINYIN = Transliterator.getInstance("NFKC; Han-Latin; Lower");
    private static final Transliterator ASCII =
            Transliterator.getInstance("NFKC; Any-Latin; Latin-ASCII; NFD; [:Nonspacing Mark:] Remove; Lower");

    private Keys() {}

    /** Whether it has the shape of a key: {@code [a-z][a-z0-9_]{0,40}}. */
    public static boolean isWellFormed(String key) {
        return WELL_FORMED.matcher(key).matches();
    }

    public static boolean isReserved(String key) {
        return RESERVED.contains(key);
    }

    /** Whether a field, form or app may have this key. */
    public static boolean isValid(String key) {
        return isWellFormed(key) && !isReserved(key);
    }

    /**
     * A valid key for something of that label which is not taken yet.
     *
     * @param fallback what to use when the label has nothing to make a key of, for example {@code field_3}
     */
    public static String propose(String label, String fallback, Predicate<String> taken) {
        return propose(label, fallback, key -> isReserved(key) || taken.test(key), MAX_LENGTH);
    }

    /** Whether it may stand for an option of a choice: no name of a column, so capitals and leading digits are welcome. */
    public static boolean isOption(String key) {
        return OPTION.matcher(key).matches();
    }

    /**
     * The same for an option of a choice: it stands for a value, so no word is reserved, and a label that is a code already,
     * such as {@code A01}, is its own key.
     */
    public static String proposeForOption(String label, String fallback, Predicate<String> taken) {
        if (CODE.matcher(label).matches() && !taken.test(label)) {
            return label;
        }
        return propose(label, fallback, taken, MAX_LENGTH);
    }

    private static String propose(String label, String fallback, Predicate<String> refused, int room) {
        String key = cut(latin(label), room);
        if (key.isEmpty()) {
            key = fallback;
        } else if (Character.isDigit(key.charAt(0))) {
            key = cut(fallback.replaceFirst("[_0-9].*", "") + "_" + key, room);
        }
        if (!refused.test(key)) {
            return key;
        }
        for (int number = 2; ; number++) {
            String suffix = "_" + number;
            String numbered = trim(key, room - suffix.length()) + suffix;
            if (!refused.test(numbered)) {
                return numbered;
            }
        }
    }

    private static String latin(String label) {
        StringBuilder text = new StringBuilder();
        // Pinyin parts its syllables with spaces: within a run of Chinese they belong together, at its ends they do
        // not.
        for (String run : HAN.matcher(label).find()
                ? label.split("(?<=\\p{IsHan})(?!\\p{IsHan})|(?<!\\p{IsHan})(?=\\p{IsHan})")
                : new String[] {label}) {
            boolean chinese = HAN.matcher(run).find();
            // Whoever types pinyin writes ü as v.
            String letters = chinese
                    ? PINYIN.transliterate(run).replaceAll("[üǖǘǚǜ]", "v").replaceAll("\\s+", "")
                    : run;
            text.append(' ').append(ASCII.transliterate(letters));
        }
        String words = OTHERS.matcher(text.toString().toLowerCase(Locale.ROOT)).replaceAll("_");
        int first = 0;
        while (first < words.length() && words.charAt(first) == '_') {
            first++;
        }
        return withoutEnd(words.substring(first));
    }

    /** Cut words get a hash of the whole, so that two long labels with one beginning stay apart. */
    private static String cut(String key, int room) {
        if (key.length() <= room) {
            return key;
        }
        return trim(key, room - HASH_LENGTH - 1) + "_" + hash(key);
    }

    private static String trim(String key, int length) {
        return key.length() <= length ? key : withoutEnd(key.substring(0, length));
    }

    private static String withoutEnd(String words) {
        int end = words.length();
        while (end > 0 && words.charAt(end - 1) == '_') {
            end--;
        }
        return words.substring(0, end);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
