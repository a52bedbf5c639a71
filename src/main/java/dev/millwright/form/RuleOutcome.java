package dev.millwright.form;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of a form come to in one record, each part with the name of the rule that had its way.
 *
 * @param shown by key whether what stands on the form is to be seen; what is not named is
 * @param required by key whether a field must be filled; what is not named as it was designed
 * @param locked by key the rule that lets nobody change the field as things are now
 * @param held by key the rule that did so before the change, too: what it locks must not have changed
 * @param offered by key the options that may be chosen
 * @param set by key the rule that gave the value
 * @param refusals why the record cannot be kept
 * @param warnings what people ought to know
 * @param overruled where rules said different things
 */
public record RuleOutcome(
        Map<String, Said<Boolean>> shown,
        Map<String, Said<Boolean>> required,
        Map<String, String> locked,
        Map<String, String> held,
        Map<String, Said<List<String>>> offered,
        Map<String, String> set,
        List<Message> refusals,
        List<Message> warnings,
        List<Overruled> overruled) {

    public static final RuleOutcome NONE = new RuleOutcome(
            Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of(), List.of());

    public RuleOutcome {
        shown = Map.copyOf(shown);
        required = Map.copyOf(required);
        locked = Map.copyOf(locked);
        held = Map.copyOf(held);
        offered = Map.copyOf(offered);
        set = Map.copyOf(set);
        refusals = List.copyOf(refusals);
        warnings = List.copyOf(warnings);
        overruled = List.copyOf(overruled);
    }

    /**
     * What one rule said.
     *
     * @param rule its name
     */
    public record Said<T>(T value, String rule) {}

    /**
     * A message of a rule.
     *
     * @param field key of the field at which it stands; null for the form
     */
    public record Message(String rule, @Nullable String field, String text) {

        /** @param words what each designed text is in the reader's language */
        public Message inWords(UnaryOperator<String> words) {
            return new Message(words.apply(rule), field, words.apply(text));
        }
    }

    /**
     * A rule that did not have its way.
     *
     * @param field key of what both rules are about
     */
    public record Overruled(String field, Matter matter, String winner, String loser) {}

    /** What rules can differ about. */
    public enum Matter {
        SHOWN,
        REQUIRED,
        OFFERED,
        VALUE
    }

    /**
     * The same with names and messages of rules in the reader's language.
     *
     * @param words what each designed text is there
     */
    public RuleOutcome inWords(UnaryOperator<String> words) {
        return new RuleOutcome(
                named(shown, words),
                named(required, words),
                names(locked, words),
                names(held, words),
                named(offered, words),
                names(set, words),
                refusals.stream().map(message -> message.inWords(words)).toList(),
                warnings.stream().map(message -> message.inWords(words)).toList(),
                overruled.stream()
                        .map(one -> new Overruled(
                                one.field(), one.matter(), words.apply(one.winner()), words.apply(one.loser())))
                        .toList());
    }

    private static <T> Map<String, Said<T>> named(Map<String, Said<T>> said, UnaryOperator<String> words) {
        return said.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        one -> new Said<>(
                                one.getValue().value(),
                                words.apply(one.getValue().rule()))));
    }

    private static Map<String, String> names(Map<String, String> rules, UnaryOperator<String> words) {
        return rules.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> words.apply(one.getValue())));
    }

    public boolean hides(String key) {
        Said<Boolean> said = shown.get(key);
        return said != null && !said.value();
    }

    /** @param designed what the form says without rules */
    public boolean requires(String key, boolean designed) {
        if (hides(key)) {
            return false;
        }
        Said<Boolean> said = required.get(key);
        return said == null ? designed : said.value();
    }
}
