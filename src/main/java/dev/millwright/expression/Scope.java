package dev.millwright.expression;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The names that an expression may use, with their types; what its writer may not see is not among them. */
public final class Scope {

    private final Map<String, Name> names = new LinkedHashMap<>();

    public Scope(Collection<Name> names) {
        names.forEach(name -> this.names.put(name.key(), name));
    }

    public Optional<Name> find(String key) {
        return Optional.ofNullable(names.get(key));
    }

    public Collection<Name> names() {
        return names.values();
    }

    /**
     * Something that can be named.
     *
     * @param label what people call it; used only to guess what somebody meant
     */
    public record Name(String key, String label, ExpressionType type) {}
}
