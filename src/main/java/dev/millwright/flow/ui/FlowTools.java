package dev.millwright.flow.ui;

import dev.millwright.calendar.Calendars;
import dev.millwright.expression.Expressions;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.Flows;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.TriggerTypes;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Organisation;
import dev.millwright.identity.People;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Texts;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What the flow designer needs, in one place. */
@Component
record FlowTools(
        FlowDrafts drafts,
        Flows flows,
        NodeTypes nodeTypes,
        TriggerTypes triggerTypes,
        FieldResolver resolver,
        Expressions expressions,
        People people,
        Organisation organisation,
        Calendars calendars,
        PublishedForms forms,
        AccessibleForms access,
        RecordQuery query,
        CurrentPerson person,
        DefinitionCodec codec,
        BusinessTime time,
        Texts texts) {

    /** Whether it is a flow by which records are handed in. */
    boolean handsIn(FlowDefinition flow) {
        return triggerTypes.find(flow.trigger().type()).stream()
                .anyMatch(type -> handsIn(type, flow.trigger().config()));
    }

    private <C> boolean handsIn(TriggerType<C> type, ObjectNode config) {
        return codec.tried(type, config, type::subscription)
                .filter(Subscription.Submitted.class::isInstance)
                .isPresent();
    }
}
