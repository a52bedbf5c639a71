package dev.millwright.flow.spi;

import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.RecordChoice;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a node or trigger may know of where it stands while it is designed. */
public interface NodeContext {

    Locale locale();

    Texts texts();

    FlowDefinition flow();

    /** The form whose records the flow is about. */
    Optional<FormDefinition> form();

    /** A form of this or another app, as it will be after the next release. */
    Optional<FormDefinition> form(UUID id);

    /** The forms of the app. */
    List<FormDefinition> forms();

    /** The field as its type has it; nothing when the type is not installed or cannot read its settings. */
    Optional<PublishedField<?, ?>> bound(FieldDefinition field);

    /** A flow of the app. */
    Optional<FlowDefinition> flow(UUID id);

    /** What else the app is made of, of one kind, as it will be after the next release. */
    <D> List<D> others(String kind, Class<D> type);

    /** What is wrong with an expression about a record of the form: nothing for an empty one. */
    Problems condition(UUID form, String expression, String path);

    /** What is wrong with a formula about a record of the form, or about none: nothing for an empty one. */
    Problems formula(@Nullable UUID form, String expression, String path);

    /**
     * The same of one that may also name fields of the record that it changes, with {@link dev.millwright.flow.RecordValues#TARGET} before.
     *
     * @param target the form of that record
     */
    Problems change(@Nullable UUID form, UUID target, String expression, String path);

    /** What a field of the flow's form has to hold, as people read it, as far as that is known. */
    default String valueInWords(String field, String value) {
        return value;
    }

    /** How many records would be found if a node were reached now; known only while a flow is tried out. */
    default OptionalLong found(RecordChoice which) {
        return OptionalLong.empty();
    }

    /** The expression with labels instead of keys, as people read it. */
    String inWords(UUID form, String expression);

    /** The same of one that may also name fields of the record that it changes. */
    String inWords(@Nullable UUID form, UUID target, String expression);
}
