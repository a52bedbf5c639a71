package dev.millwright.record;

import dev.millwright.expression.ExpressionType;
import dev.millwright.field.ChoiceOption;
import dev.millwright.identity.Person;
import dev.millwright.record.RecordQuery.Count;
import dev.millwright.shared.Problems;
import java.util.List;

/** Conditions on the records that lines of the matrix reach, for those who design or manage the app. */
public interface RowConditions {

    /**
     * What a condition may compare: a field, behind a dot one of the record that a link leads to, or what the product keeps of each record.
     *
     * @param label the link's before that of its field; the key for what the product keeps
     * @param options from which its values are chosen; none for any value
     * @param department whether it holds departments
     */
    record Subject(String key, String label, ExpressionType type, List<ChoiceOption> options, boolean department) {}

    /**
     * @throws dev.millwright.shared.NotAllowedException for who neither designs nor manages the app
     */
    List<Subject> subjects(FormRef form);

    /** What is wrong with a condition; nothing with an empty one. */
    Problems check(FormRef form, String condition);

    /**
     * How many living records meet a condition.
     *
     * @param person who is meant where it speaks of whoever it is asked for
     * @throws dev.millwright.shared.NotAllowedException for who does not design the app
     * @throws dev.millwright.expression.ExpressionException for what is no condition of the form
     */
    Count count(FormRef form, String condition, Person person);
}
