package dev.millwright.expression;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names that an expression may use, with their types; what its writer may not see is not among them. */
public final class Scope {

    /** What tells rows apart, among what a row has. */
    public static final String ROW_ID = "id";

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
     * @param key for a value of each of many rows: the name of the rows, and behind a dot what it is called in a row
     * @param label what people call it; used only to guess what somebody meant
     * @param rows the name of the rows that it stands for, or belongs to; null for what there is once
     */
    public record Name(
            String key,
            String label,
            ExpressionType type,
            @Nullable String rows) {

        public Name(String key, String label, ExpressionType type) {
            this(key, label, type, null);
        }
    }
}
