package dev.millwright.form;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Something that holds in records of a form as long as a condition is true. Of rules that say different things the later one counts.
 *
 * @param id assigned once
 * @param name what people call it; told wherever the rule has its way
 * @param enabled whether it is asked at all
 * @param when a condition with keys of fields; blank for always
 * @param then what it does, in order
 */
public record FormRule(UUID id, String name, boolean enabled, String when, List<RuleAction> then) {

    /** The most rules a form may have. */
    public static final int MAX_RULES = 100;

    /** The most that one rule may do. */
    public static final int MAX_ACTIONS = 50;

    public FormRule {
        Objects.requireNonNull(id);
        name = name == null ? "" : name;
        when = when == null ? "" : when;
        then = then == null ? List.of() : List.copyOf(then);
    }

    public FormRule withName(String other) {
        return new FormRule(id, other, enabled, when, then);
    }

    public FormRule withEnabled(boolean other) {
        return new FormRule(id, name, other, when, then);
    }

    public FormRule withWhen(String other) {
        return new FormRule(id, name, enabled, other, then);
    }

    public FormRule withThen(List<RuleAction> other) {
        return new FormRule(id, name, enabled, when, other);
    }

    /** The fields and sections that it names. */
    public Stream<UUID> targets() {
        return then.stream().flatMap(action -> action.targets().stream());
    }
}
