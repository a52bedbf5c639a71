package dev.millwright.shared;

import com.ibm.icu.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every text for people, by key and language; English is the language of last resort. */
public final class Texts {

    /** The languages of the product, the first being the one of last resort. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE);

    private final Map<String, String> english;
    private final Map<String, String> chinese;
    private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();

    public Texts(Map<String, String> english, Map<String, String> chinese) {
        this.english = new HashMap<>(english);
        this.chinese = new HashMap<>(chinese);
    }

    /**
     * The text in the language, with its arguments put in as ICU's MessageFormat says; labels are in the language, too, and lists are told
     * one after the other.
     *
     * @return the key itself when there is no such text
     */
    public String text(Locale locale, String key, Object... arguments) {
        String pattern = pattern(locale, key);
        if (pattern == null) {
            return key;
        }
        if (arguments.length == 0 && pattern.indexOf('{') < 0) {
            return pattern.indexOf('\'') < 0 ? pattern : pattern.replace("''", "'");
        }
        MessageFormat format = formats.computeIfAbsent(
                language(locale) + " " + key, ignored -> new MessageFormat(pattern, language(locale)));
        synchronized (format) {
            return format.format(Stream.of(arguments)
                    .map(argument -> argument instanceof Label || argument instanceof List || argument instanceof Phrase
                            ? argument(locale, argument)
                            : argument)
                    .toArray());
        }
    }

    public String text(Locale locale, Problem problem) {
        return text(locale, problem.code(), problem.arguments().toArray());
    }

    public String text(Locale locale, DomainException refusal) {
        return text(locale, refusal.code(), refusal.arguments().toArray());
    }

    /** The phrase in the language; lists in it are told one after the other. */
    public String text(Locale locale, Phrase phrase) {
        return text(
                locale,
                phrase.code(),
                phrase.arguments().stream()
                        .map(argument -> argument(locale, argument))
                        .toArray());
    }

    private Object argument(Locale locale, Object argument) {
        return switch (argument) {
            case Phrase phrase -> text(locale, phrase);
            case Label label -> label.in(locale);
            case Boolean truth -> truth.toString();
            case List<?> list ->
                list.stream()
                        .map(item -> String.valueOf(argument(locale, item)))
                        .collect(Collectors.joining(language(locale).equals(Locale.ENGLISH) ? ", " : "、"));
            default -> argument;
        };
    }

    public boolean has(String key) {
        return english.containsKey(key);
    }

    public Set<String> keys() {
        return Set.copyOf(english.keySet());
    }

    /** The product's language nearest to the wish. */
    public static Locale language(Locale wish) {
        return Locale.CHINESE.getLanguage().equals(wish.getLanguage()) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    private @Nullable String pattern(Locale locale, String key) {
        String text = language(locale).equals(Locale.ENGLISH) ? null : chinese.get(key);
        return text != null ? text : english.get(key);
    }
}
