package dev.millwright.record.internal;

import dev.millwright.app.Action;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.Rights.Line;
import dev.millwright.expression.ExpressionException;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.Person;
import dev.millwright.record.UnknownFieldException;
import dev.millwright.record.internal.QueryPlan.Predicate;
import dev.millwright.shared.BusinessTime;
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
        String form = table.form().key();
        return new Entitlement(
                table,
                action -> app.rights().lines(person, form, action),
                (line, action) -> condition(line, action, person, table));
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
