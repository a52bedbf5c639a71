package dev.millwright.flow.ui;

import dev.millwright.app.Access;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.PublishedApps;
import dev.millwright.field.FileList;
import dev.millwright.field.FilePort;
import dev.millwright.field.FormatContext;
import dev.millwright.flow.Flows;
import dev.millwright.flow.Tasks;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.People;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.ui.BrowserZone;
import dev.millwright.ui.UiTexts;
import dev.millwright.workspace.UnsavedEntries;
import dev.millwright.workspace.ui.ScreenFiles;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What all screens of running flows need, in one place. */
@Component
record FlowScreens(
        Tasks tasks,
        Flows flows,
        Apps apps,
        AppRights rights,
        PublishedApps published,
        PublishedForms forms,
        FieldResolver resolver,
        RecordQuery query,
        RecordChanges changes,
        UnsavedEntries unsaved,
        People people,
        CurrentPerson person,
        BusinessTime time,
        Texts texts,
        ScreenFiles files) {

    /** The language of the page and the zone of its browser. */
    FormatContext format() {
        return new FormatContext(UiTexts.locale(), BrowserZone.or(time.zone()), people::hasLeft);
    }

    /** Moments as the reader of this page says them. */
    Moments moments() {
        FormatContext format = format();
        return new Moments(time.now(), format.zone(), format.locale());
    }

    FlowEditorContext editors() {
        return editors(Optional.empty());
    }

    /** For a task, whose page shows the files of its record, whatever other rights to the record there are. */
    FlowEditorContext editors(UUID task) {
        return editors(Optional.of(files.port(UiTexts.locale(), file -> shows(task, file.id()))));
    }

    private FlowEditorContext editors(Optional<FilePort> port) {
        return new FlowEditorContext(format(), texts, people, query, forms, port, null);
    }

    private boolean shows(UUID task, UUID file) {
        try {
            RecordData record = tasks.get(task).record();
            return record != null
                    && record.values().values().stream()
                            .anyMatch(value -> value instanceof FileList held && held.holds(file));
        } catch (NotFoundException notTheirs) {
            return false;
        }
    }

    /** The name of an app; its key when it is not there any more. */
    String nameOf(String app) {
        return published.find(app).map(found -> found.app().label()).orElse(app);
    }

    /** Whether the person can open the record outside of its task. */
    boolean opens(FormRef form, UUID record) {
        try {
            query.get(form, record);
            return true;
        } catch (NotFoundException | NotAllowedException closed) {
            return false;
        }
    }

    /** Whether the person looks after the runs of the app. */
    boolean looksAfter(String app) {
        try {
            Access access = rights.access(app);
            return access.designs() || access.manages();
        } catch (NotFoundException notThere) {
            return false;
        }
    }

    static String words(Problems problems) {
        return problems.stream().map(problem -> UiTexts.t(problem)).collect(Collectors.joining(" "));
    }
}
