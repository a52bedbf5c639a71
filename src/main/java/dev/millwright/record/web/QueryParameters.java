package dev.millwright.record.web;

import dev.millwright.expression.Nearest;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Condition;
import dev.millwright.record.ListRequest;
import dev.millwright.record.spi.RecordInput;
import dev.millwright.shared.TextPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that name fields of a form, one after the other with commas between. */
public final class QueryParameters {

    private static final int SHOWN = 60;

    private final Set<String> known = new LinkedHashSet<>();

    public QueryParameters(PublishedForm form) {
        form.fields().stream().map(PublishedField::key).forEach(known::add);
        known.addAll(RecordInput.SYSTEM);
    }

    /**
     * @param parts keys of the parts with lines, which can be asked for as fields can
     */
    QueryParameters(PublishedForm form, Set<String> parts) {
        this(form);
        known.addAll(parts);
    }

    /** The parts whose lines are wanted with each record. */
    static Set<String> parts(String text, Set<String> known) {
        return new LinkedHashSet<>(each(text, word -> {
            String key = word.text().strip();
            if (!known.contains(key)) {
                throw refusal("record.error.unknownField", word, shown(key));
            }
            return key;
        }));
    }

    /** What a filter says; every record when there is none. */
    public static Condition condition(@Nullable String filter) {
        return filter == null || filter.isBlank() ? Condition.ALL : new Condition.Matches(filter);
    }

    public Set<String> fields(String text) {
        return new LinkedHashSet<>(each(text, this::field));
    }

    public List<ListRequest.Sort> sort(String text) {
        return each(text, word -> {
            boolean descending = word.text().startsWith("-");
            return new ListRequest.Sort(field(descending ? word.from(1) : word), descending);
        });
    }

    List<Group> groups(String text) {
        return each(text, word -> {
            Call call = Call.in(word);
            if (call == null) {
                return Group.by(field(word));
            }
            Bucket bucket = named(Bucket.values(), call.name())
                    .orElseThrow(
                            () -> refusal("record.error.bucket", word, shown(call.name()), names(Bucket.values())));
            return new Group(field(call.argument()), bucket);
        });
    }

    List<Measure> measures(String text) {
        return each(text, word -> {
            Call call = Call.in(word);
            String name = call == null ? word.text().strip() : call.name();
            AggregateRequest.Function function = named(AggregateRequest.Function.values(), name)
                    .orElseThrow(() -> refusal(
                            "record.error.function", word, shown(name), names(AggregateRequest.Function.values())));
            return new Measure(
                    function, call == null || call.argument().text().equals("*") ? null : field(call.argument()));
        });
    }

    /** An order by keys of groups and measures; which ones there are the gate knows. */
    List<AggregateRequest.Order> order(String text, List<String> keys) {
        return each(text, word -> {
            boolean descending = word.text().startsWith("-");
            Word named = descending ? word.from(1) : word;
            String key = withoutSpace(named.text());
            if (!keys.contains(key)) {
                throw refusal("record.error.order", named, shown(key), String.join(", ", keys));
            }
            return new AggregateRequest.Order(key, descending);
        });
    }

    private String field(Word word) {
        String key = word.text().strip();
        if (known.contains(key)) {
            return key;
        }
        throw Nearest.to(key, known)
                .map(near -> refusal("record.error.unknownFieldMeant", word, shown(key), near))
                .orElseGet(() -> refusal("record.error.unknownField", word, shown(key)));
    }

    private static String withoutSpace(String text) {
        return text.chars()
                .filter(c -> !Character.isWhitespace(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String shown(String key) {
        return key.codePointCount(0, key.length()) <= SHOWN
                ? key
                : key.substring(0, key.offsetByCodePoints(0, SHOWN)) + "…";
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static <T> List<T> each(String text, Function<Word, T> reading) {
        List<T> read = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            int first = start;
            while (first < end && Character.isWhitespace(text.charAt(first))) {
                first++;
            }
            if (first < end) {
                read.add(reading.apply(new Word(text, first, end)));
            }
            start = end + 1;
        }
        return read;
    }

    private static ParameterException refusal(String code, Word word, Object... arguments) {
        return new ParameterException(code, TextPosition.of(word.whole(), word.start(), word.end()), arguments);
    }

    /** A part of a parameter between two commas. */
    private record Word(String whole, int start, int end) {

        String text() {
            return whole.substring(start, end);
        }

        Word from(int characters) {
            return new Word(whole, start + characters, end);
        }

        Word stripped() {
            int first = start;
            int last = end;
            while (first < last && Character.isWhitespace(whole.charAt(first))) {
                first++;
            }
            while (first < last && Character.isWhitespace(whole.charAt(last - 1))) {
                last--;
            }
            return new Word(whole, first, last);
        }
    }

    /** What looks like {@code name(argument)}. */
    private record Call(String name, Word argument) {

        static @Nullable Call in(Word word) {
            Word call = word.stripped();
            String text = call.text();
            int open = text.indexOf('(');
            if (open < 0 || text.indexOf('(', open + 1) >= 0 || text.indexOf(')') != text.length() - 1) {
                return null;
            }
            String name = text.substring(0, open).strip();
            boolean named =
                    !name.isEmpty() && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
            return named
                    ? new Call(name, new Word(call.whole(), call.start() + open + 1, call.end() - 1).stripped())
                    : null;
        }
    }
}
