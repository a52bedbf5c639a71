package dev.millwright.dashboard.ui;

import dev.millwright.app.AppRights;
import dev.millwright.app.PublishedApps;
import dev.millwright.dashboard.ChartTypes;
import dev.millwright.dashboard.Dashboards;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Texts;
import dev.millwright.workspace.ui.RecordConditions;
import org.springframework.stereotype.Component;

/** What all screens of dashboards need, in one place. */
@Component
record BoardScreens(
        Dashboards dashboards,
        ChartTypes types,
        TileQuestions questions,
        PublishedApps apps,
        PublishedForms forms,
        AccessibleForms accessible,
        AppRights rights,
        RecordQuery query,
        RecordChanges changes,
        RecordConditions conditions,
        DefinitionCodec codec,
        CurrentPerson person,
        BusinessTime time,
        Texts texts) {}
