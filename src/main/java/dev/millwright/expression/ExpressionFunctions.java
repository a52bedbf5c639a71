package dev.millwright.expression;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** All functions that the scan found. */
@Component
public class ExpressionFunctions {

    private final Map<String, ExpressionFunction> byName = new TreeMap<>();

    public ExpressionFunctions(List<ExpressionFunction> found) {
        for (ExpressionFunction function : found) {
            if (byName.put(function.name(), function) != null) {
                throw new IllegalStateException("Two functions have the name " + function.name());
            }
        }
    }

    public Optional<ExpressionFunction> find(String name) {
        return Optional.ofNullable(byName.get(name.toUpperCase(Locale.ROOT)));
    }

    /** In the order of their names. */
    public Collection<ExpressionFunction> all() {
        return byName.values();
    }
}
