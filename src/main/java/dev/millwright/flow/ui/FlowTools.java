package dev.millwright.flow.ui;

import dev.millwright.calendar.Calendars;
import dev.millwright.expression.Expressions;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.TriggerTypes;
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

/** What the flow designer needs, in one place. */
@Component
record FlowTools(
        FlowDrafts drafts,
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
        Texts texts) {}
