package dev.millwright.record.internal;

import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.Rights.Line;
import dev.millwright.expression.ExpressionException;
import dev.millwright.form.PublishedForms;
import dev.millwright.form.PublishedForms.LinesOf;
import dev.millwright.identity.Person;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.shared.BusinessTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads the conditions of the matrix for the gate. They may name all fields of the form, and of the forms of the app that it links to. */
@Component
class MatrixRules {

    private static final Logger log = LoggerFactory.getLogger(MatrixRules.class);

    private final Filters filters;
    private final PublishedForms forms;
    private final BusinessTime time;

    MatrixRules(Filters filters, PublishedForms forms, BusinessTime time) {
        this.filters = filters;
        this.forms = forms;
        this.time = time;
    }

    /** What the matrix gives a person who does not design the app. */
    Entitlement of(PublishedApp app, Person person, RecordTable table) {
        Optional<LinesOf> lines = forms.linesOf(app, table.form().key());
        if (lines.isPresent()) {
            return ofLines(app, person, table, lines.get());
        }
        String form = table.form().key();
        return new Entitlement(
                table,
                action -> app.rights().lines(person, form, action),
                (line, action) -> condition(line, action, person, table));
    }

    /** With lines may be done what may be done with the record that they belong to, as far as its part may be seen and changed. */
    private Entitlement ofLines(PublishedApp app, Person person, RecordTable table, LinesOf lines) {
        RecordTable whole = new RecordTable(lines.whole(), forms::byId);
        return new Entitlement(
                table,
                action -> lines(app, person, lines, action),
                (line, action) -> within(condition(line, ofWhole(action), person, whole), table, whole));
    }

    /** The lines of the matrix by which a person may do this with the lines of a form's records. */
    static List<Line> lines(PublishedApp app, Person person, LinesOf lines, Action action) {
        return lines.part()
                .map(part -> app.rights().lines(person, lines.whole().key(), ofWhole(action)).stream()
                        .filter(line -> opens(line.limit().field(part.key()), action))
                        .map(line -> new Line(
                                line.principal(),
                                line.form(),
                                new Limit(
                                        line.limit().rows(),
                                        Map.of(),
                                        line.limit().handOn())))
                        .toList())
                .orElse(List.of());
    }

    private static boolean opens(FieldGrant grant, Action action) {
        return switch (action) {
            case SEE, EXPORT, PRINT, UNMASK -> grant.compareTo(FieldGrant.READ_ONLY) >= 0;
            case CREATE, CHANGE, DELETE -> grant == FieldGrant.EDITABLE;
        };
    }

    /** What is done with a record when this is done with one of its lines. */
    static Action ofWhole(Action action) {
        return switch (action) {
            case CREATE, CHANGE, DELETE -> Action.CHANGE;
            case SEE, EXPORT, PRINT, UNMASK -> action;
        };
    }

    private static Predicate within(Predicate rows, RecordTable table, RecordTable whole) {
        StoredField link = table.ownerLink();
        return link == null
                ? Predicate.NONE
                : rows.equals(Predicate.ALL)
                        ? rows
                        : new Predicate.Within(link.first().name(), new Source(whole.name(), rows, List.of()));
    }

    /** A condition that cannot be read opens nothing: its form has changed, and nobody has decided yet what that means for it. */
    Predicate condition(Line line, Action action, Person person, RecordTable table) {
        Optional<String> text = line.limit().condition(action);
        if (text.isEmpty()) {
            return Predicate.ALL;
        }
        try {
            return predicate(text.get(), person, table);
        } catch (ExpressionException | UnknownFieldException e) {
            log.debug("The condition of {} for {} cannot be read", line.principal(), table.name(), e);
            return Predicate.NONE;
        }
    }

    /**
     * @throws ExpressionException when the text is no condition of the table
     */
    Predicate predicate(String text, Person person, RecordTable table) {
        QueryPlanner planner =
                new QueryPlanner(table, Source.whole(table.name()), Predicate.ALL, this::target, time.zone(), filters);
        return filters.rule(text, table, person, planner::term);
    }

    /**
     * The names that a condition needs.
     *
     * @throws ExpressionException when the text is no condition of the table
     */
    Set<String> names(String text, RecordTable table) {
        return filters.namesOf(text, table);
    }

    private Optional<Visible> target(UUID form) {
        return forms.byId(form).map(target -> Visible.all(new RecordTable(target)));
    }
}
