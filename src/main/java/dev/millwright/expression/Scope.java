package dev.millwright.expression;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The names that an expression may use, with their types; what its writer may not see is not among them. */
public final class Scope {

    /** What tells rows apart, among what a row has. */
    public static final String ROW_ID = "id";

    private final Function<String, Optional<Name>> find;
    private final Supplier<Stream<Name>> all;

    public Scope(Collection<Name> names) {
        Map<String, Name> byKey = new LinkedHashMap<>();
        names.forEach(name -> byKey.put(name.key(), name));
        this(key -> Optional.ofNullable(byKey.get(key)), () -> byKey.values().stream());
    }

    /**
     * Of names that are too many to keep all of them, such as those of every form that a form leads to.
     *
     * @param find the name with that key
     * @param all every name, each key once
     */
    public Scope(Function<String, Optional<Name>> find, Supplier<Stream<Name>> all) {
        this.find = find;
        this.all = all;
    }

    public Optional<Name> find(String key) {
        return find.apply(key);
    }

    public Collection<Name> names() {
        return all.get().toList();
    }

    /** The names one after another, for who does not need all of them. */
    public Stream<Name> stream() {
        return all.get();
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
