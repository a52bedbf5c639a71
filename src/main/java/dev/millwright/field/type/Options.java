package dev.millwright.field.type;

import dev.millwright.field.ChoiceOption;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.FieldType;
import dev.millwright.field.Token;
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of a choice, read and checked the same way for one and for several of them. */
final class Options {

    static final Label LABEL = Label.of("Options", "选项");

    static final int MOST = 500;
    private static final int LONGEST_LABEL = 200;
    private static final int MOST_GUESSED = 12;
    private static final int NAMED_IN_ERRORS = 10;
    private static final int LONGEST_IN_ERRORS = 40;

    private Options() {}

    static Problems validate(List<ChoiceOption> options) {
        if (options.stream().allMatch(ChoiceOption::retired)) {
            return Problems.of(Problem.error("field.config.options.none", "options"));
        }
        if (options.size() > MOST) {
            return Problems.of(Problem.error("field.config.options.tooMany", "options", MOST));
        }
        Problems problems = Problems.NONE;
        Set<String> keys = new HashSet<>();
        Set<String> labels = new HashSet<>();
        for (ChoiceOption option : options) {
            if (!Keys.isOption(option.key()) || !keys.add(option.key())) {
                problems = problems.and(Problem.error("field.config.options.key", "options", option.key()));
            }
            if (option.label().isBlank() || !Typed.isStorable(option.label())) {
                problems = problems.and(Problem.error("field.config.options.noLabel", "options"));
            } else if (option.label().length() > LONGEST_LABEL) {
                problems = problems.and(Problem.error("field.config.options.labelTooLong", "options", LONGEST_LABEL));
            } else if (!labels.add(comparable(option.label()))) {
                problems = problems.and(Problem.error("field.config.options.sameLabel", "options", option.label()));
            }
        }
        return problems;
    }

    /** The option of that label, else of that key; a label may be the key of another option. */
    static String read(String text, List<ChoiceOption> options) {
        return find(text, options, ChoiceOption::label)
                .or(() -> find(text, options, ChoiceOption::key))
                .orElseThrow(
                        () -> new ValueFormatException("field.error.choice", shortened(text.strip()), names(options)))
                .key();
    }

    private static Optional<ChoiceOption> find(
            String text, List<ChoiceOption> options, Function<ChoiceOption, String> name) {
        String wanted = comparable(text);
        return options.stream()
                .filter(option -> comparable(name.apply(option)).equals(wanted))
                .findFirst();
    }

    /** Whether each option of another field is found among these by its label, the way its values will be read. */
    @SuppressWarnings("unchecked") // a type is asked with a configuration of its own
    static <C> boolean cover(List<ChoiceOption> options, FieldType<C, ?> other, Object otherConfig) {
        return other.options((C) otherConfig).stream()
                .allMatch(old -> find(old.label(), options, ChoiceOption::label).isPresent());
    }

    static Problems check(String key, List<ChoiceOption> options) {
        return options.stream().anyMatch(option -> option.key().equals(key))
                ? Problems.NONE
                : Problems.of(Problem.error("field.error.choice", "", shortened(key), names(options)));
    }

    /** The option of that key; one that is no longer there is shown by its key. */
    static ChoiceOption of(String key, List<ChoiceOption> options) {
        return options.stream()
                .filter(option -> option.key().equals(key))
                .findFirst()
                .orElseGet(() -> new ChoiceOption(key, key, "grey", true));
    }

    static List<ChoiceOption> offered(List<ChoiceOption> options) {
        return options.stream().filter(option -> !option.retired()).toList();
    }

    /** @param left keys of those that may be chosen; null for all */
    static List<ChoiceOption> offered(List<ChoiceOption> options, @Nullable Set<String> left) {
        return offered(options).stream()
                .filter(option -> left == null || left.contains(option.key()))
                .toList();
    }

    static Token token(String key, List<ChoiceOption> options) {
        ChoiceOption option = of(key, options);
        return Token.badge(option.label(), option.colour());
    }

    /** What a column of a file offers to choose from, if it repeats a few short texts again and again. */
    static Optional<List<ChoiceOption>> of(ColumnProfile column) {
        Set<String> texts = column.distinct().keySet();
        boolean few = texts.size() >= 2
                && texts.size() <= MOST_GUESSED
                && texts.size() * 4 <= column.values().size();
        boolean shortWords = texts.stream()
                .allMatch(text -> text.length() <= LONGEST_IN_ERRORS
                        && Typed.isStorable(text)
                        && text.chars().anyMatch(Character::isLetter));
        if (!few
                || !shortWords
                || texts.stream().map(Options::comparable).distinct().count() < texts.size()) {
            return Optional.empty();
        }
        List<ChoiceOption> options = new ArrayList<>();
        for (String text : texts) {
            String key = Keys.proposeForOption(
                    text.strip(),
                    "option_" + (options.size() + 1),
                    taken -> options.stream().anyMatch(option -> option.key().equals(taken)));
            List<String> colours = ChoiceOption.COLOURS;
            options.add(new ChoiceOption(key, text.strip(), colours.get(options.size() % colours.size()), false));
        }
        return Optional.of(List.copyOf(options));
    }

    /** The options and one for each label that none of them has; one that was no longer offered is offered again. */
    static List<ChoiceOption> adding(List<ChoiceOption> present, Collection<String> labels) {
        List<ChoiceOption> options = new ArrayList<>(present);
        Map<String, Integer> places = new HashMap<>();
        Set<String> keys = new HashSet<>();
        for (ChoiceOption option : present) {
            places.putIfAbsent(comparable(option.label()), places.size());
            keys.add(option.key());
        }
        for (String label : labels) {
            Integer place = places.putIfAbsent(comparable(label), options.size());
            if (place == null) {
                String key = Keys.proposeForOption(label.strip(), "option_" + (options.size() + 1), keys::contains);
                String colour = ChoiceOption.COLOURS.get((options.size() + 1) % ChoiceOption.COLOURS.size());
                keys.add(key);
                options.add(new ChoiceOption(key, label.strip(), colour, false));
            } else {
                ChoiceOption known = options.get(place);
                options.set(place, new ChoiceOption(known.key(), known.label(), known.colour(), false));
            }
        }
        return List.copyOf(options);
    }

    private static String names(List<ChoiceOption> options) {
        List<ChoiceOption> offered = offered(options);
        String names =
                offered.stream().limit(NAMED_IN_ERRORS).map(ChoiceOption::label).collect(Collectors.joining(" / "));
        return offered.size() > NAMED_IN_ERRORS ? names + " …" : names;
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_IN_ERRORS ? text.substring(0, LONGEST_IN_ERRORS) + "…" : text;
    }

    /** A label as labels are told apart. */
    static String comparable(String text) {
        return Typed.halfWidth(text).toLowerCase(Locale.ROOT);
    }
}
