package dev.millwright.flow.spi;

import com.vaadin.flow.component.Component;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.flow.Deadline;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.StepButton;
import dev.millwright.flow.VotePolicy;
import dev.millwright.shared.Label;
import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The editors that the flow designer has for what nodes and triggers are made of; a port of the context in which their properties are
 * edited. {@link NodeProperties} makes properties of them.
 */
public interface NodeEditors {

    Component people(Label label, ValueAccess<List<PeopleSource>> value);

    Component policy(Label label, ValueAccess<VotePolicy> value);

    /** Opens the one table of steps and fields. */
    Component fieldRights(Label label, ValueAccess<Map<String, FieldRight>> value);

    Component buttons(Label label, ValueAccess<List<StepButton>> value);

    Component deadline(Label label, ValueAccess<@Nullable Deadline> value);

    Component span(Label label, ValueAccess<Deadline.@Nullable Span> value);

    /**
     * A condition from drop-downs, kept as an expression.
     *
     * @param form whose fields it is about; null for the flow's
     */
    Component condition(Label label, @Nullable UUID form, ValueAccess<String> value);

    /**
     * A formula about a record of the flow's form.
     *
     * @param form whose fields it is about; null for the flow's
     */
    Component formula(Label label, @Nullable UUID form, ValueAccess<String> value);

    /**
     * The key of one field; empty for none.
     *
     * @param form whose fields; null for the flow's
     * @param kinds which; none for all
     */
    Component field(Label label, @Nullable UUID form, Set<ValueKind> kinds, ValueAccess<String> value);

    /** What a field of the flow's form has to hold. */
    Component fieldValue(Label label, String field, ValueAccess<String> value);

    /** A text for people, with values of the flow's record where it names fields, as {@link FieldsInText} says. */
    Component message(Label label, int longest, ValueAccess<String> value);

    /** The keys of several fields. */
    Component fields(Label label, @Nullable UUID form, Set<ValueKind> kinds, ValueAccess<List<String>> value);

    /**
     * What fields of a record are set to: expressions about the flow's record, by key.
     *
     * @param form whose fields are set; null for the flow's
     */
    Component values(Label label, @Nullable UUID form, ValueAccess<Map<String, String>> value);

    /** What fields of records that are there are set to, likewise; also by formulas about what these hold already. */
    Component changes(Label label, @Nullable UUID form, ValueAccess<Map<String, String>> value);

    /** What fields of records have to be equal to, or which records they are, likewise. */
    Component match(Label label, @Nullable UUID form, ValueAccess<Map<String, String>> value);

    /** One of the app's forms. */
    Component form(Label label, ValueAccess<@Nullable UUID> value);

    /** One of the app's flows, without the one that is designed. */
    Component flow(Label label, ValueAccess<@Nullable UUID> value);

    /**
     * One of what else the app is made of.
     *
     * @param choices labels by id, in their order
     */
    Component other(Label label, Function<NodeContext, Map<UUID, String>> choices, ValueAccess<@Nullable UUID> value);

    /** A node that a run passed before it comes here. */
    Component earlierNode(Label label, ValueAccess<@Nullable UUID> value);
}
