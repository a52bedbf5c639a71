package dev.millwright.record;

import dev.millwright.app.Action;
import dev.millwright.identity.Person;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.shared.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Why somebody may do something or may not: the line of the matrix that decides, and who can change it. Whoever asks for themselves learns
 * nothing of records and fields that they may not see: a record that is not there and one that is out of their reach have the same answer.
 */
public interface AccessReasons {

    /**
     * What is asked.
     *
     * @param record the id, the address or what a record is called; empty for the form as a whole
     * @param person the id of another person, for who designs or manages the app; empty for oneself
     */
    record Question(FormRef form, Optional<String> record, Optional<String> person) {}

    /**
     * @param person whom it is about
     * @param record what the record is called, if one was asked for and may be known of
     * @param fields those that are hidden or cannot be changed, as far as the one who asks may know of them
     * @param owners who can change it, by name
     */
    record Answer(
            Person person,
            Optional<String> record,
            List<Reason> actions,
            List<FieldReason> fields,
            List<Phrase> owners) {}

    /**
     * @param sentence why
     * @param way the least that would allow it, for who designs or manages the app
     */
    record Reason(Action action, boolean allowed, Phrase sentence, Optional<Phrase> way) {}

    record FieldReason(String field, String label, FieldAccess access, Phrase sentence) {}

    /**
     * @param conditions how a condition is said
     * @throws dev.millwright.shared.NotFoundException for a form of an app that the one who asks may not open, or a person who is not there
     * @throws dev.millwright.shared.NotAllowedException for who asks for another person and neither designs nor manages the app
     */
    Answer why(Question question, UnaryOperator<String> conditions);
}
