package dev.millwright.form;

import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Scope;
import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.SystemColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an expression about a record of a form may name. */
public final class ExpressionScopes {

    private static final Pattern NAME_OR_TEXT = Pattern.compile("[A-Za-z_][A-Za-z_0-9.]*+|'[^']*+'|\"[^\"]*+\"");

    private ExpressionScopes() {}

    /** The fields, and what the product keeps of each record. */
    public static Scope of(Collection<? extends PublishedField<?, ?>> fields) {
        return new Scope(names(fields));
    }

    /**
     * The same and, behind a dot, those of the records that links lead to: {@code customer.sales_person}.
     *
     * @param linked the fields of the form with that id; nothing for a form that may not be named
     */
    public static Scope withLinked(
            Collection<? extends PublishedField<?, ?>> fields,
            Function<UUID, Optional<? extends Collection<? extends PublishedField<?, ?>>>> linked) {
        List<Scope.Name> names = names(fields);
        for (PublishedField<?, ?> link : fields) {
            link.target()
                    .flatMap(form -> linked.apply(form).map(ExpressionScopes::names))
                    .ifPresent(there -> there.forEach(name -> names.add(new Scope.Name(
                            link.key() + "." + name.key(),
                            link.label() + "." + name.label(),
                            elsewhere(name.type())))));
        }
        return new Scope(names);
    }

    /**
     * A scope together with fields of another record, whose names have something before them.
     *
     * @param called what people call such a field
     */
    public static Scope with(
            Scope scope,
            String before,
            Collection<? extends PublishedField<?, ?>> others,
            UnaryOperator<String> called) {
        List<Scope.Name> names = new ArrayList<>(scope.names());
        for (PublishedField<?, ?> field : others) {
            names.add(new Scope.Name(before + field.key(), called.apply(field.label()), field.nameType()));
        }
        return new Scope(names);
    }

    /** The expression with labels instead of keys, as people read it; what it says between quotes stays. */
    public static String inWords(String expression, Scope scope) {
        return NAME_OR_TEXT
                .matcher(expression)
                .replaceAll(found -> Matcher.quoteReplacement(
                        scope.find(found.group()).map(Scope.Name::label).orElse(found.group())));
    }

    /** What the expression names outside quotes: fields by their keys. */
    public static Set<String> names(String expression) {
        Set<String> names = new HashSet<>();
        var _ = Expressions.renamed(expression, name -> {
            names.add(name);
            return name;
        });
        return names;
    }

    /** What a linked record is called is not followed from record to record. */
    static ExpressionType elsewhere(ExpressionType type) {
        return type == ExpressionType.LINK ? ExpressionType.OTHER : type;
    }

    private static List<Scope.Name> names(Collection<? extends PublishedField<?, ?>> fields) {
        List<Scope.Name> names = new ArrayList<>();
        for (PublishedField<?, ?> field : fields) {
            names.add(new Scope.Name(field.key(), field.label(), field.nameType()));
        }
        for (ColumnSpec system : SystemColumns.ALL) {
            if (!system.name().endsWith("_name")) {
                names.add(new Scope.Name(system.name(), system.name(), systemType(system)));
            }
        }
        return names;
    }

    private static ExpressionType systemType(ColumnSpec system) {
        return switch (system.type()) {
            case UUID -> ExpressionType.ID;
            case BIGINT -> ExpressionType.NUMBER;
            case TIMESTAMPTZ -> ExpressionType.DATE_TIME;
            case TEXT -> ExpressionType.PERSON;
            case NUMERIC, BOOLEAN, DATE, UUID_ARRAY, TEXT_ARRAY, JSONB ->
                throw new IllegalStateException("Which system column is this: " + system.name());
        };
    }
}
