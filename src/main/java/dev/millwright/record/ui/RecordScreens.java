package dev.millwright.record.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.RouteParameters;
import dev.millwright.app.Action;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Preferences;
import dev.millwright.record.Exports;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.RecordQuery.Count;
import dev.millwright.record.Records;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.UnsavedEntries;
import dev.millwright.record.spi.RecordOffer;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.shared.Texts;
import dev.millwright.ui.RelativeTime;
import dev.millwright.ui.UiTexts;
import dev.millwright.ui.spi.Breadcrumb;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.servlet.autoconfigure.MultipartProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** What all record screens need, in one place. */
@Component
record RecordScreens(
        PublishedApps apps,
        PublishedForms forms,
        FieldResolver resolver,
        Records records,
        RecordQuery query,
        Exports exports,
        RecordChanges changes,
        UnsavedEntries unsaved,
        ListViews views,
        People people,
        CurrentPerson person,
        Preferences preferences,
        BusinessTime time,
        Texts texts,
        ObjectProvider<RecordOffer> offers,
        ScratchFiles files,
        MultipartProperties uploads) {

    /** As one file over HTTP may have. */
    DataSize largestFile() {
        return uploads.getMaxFileSize();
    }

    /** The form that an address names. */
    Opened open(RouteParameters parameters) {
        FormRef ref = new FormRef(
                parameters.get(RecordsNavigation.APP).orElse(""),
                parameters.get(RecordsNavigation.FORM).orElse(""));
        PublishedApp app = apps.find(ref.app()).orElseThrow(() -> new NotFoundException(ref.app()));
        PublishedForm form = forms.find(ref.app(), ref.form()).orElseThrow(() -> new NotFoundException(ref.form()));
        Opened opened = new Opened(this, app, form, ref);
        if (!opened.may(Action.SEE)) {
            throw new NotFoundException(ref.form());
        }
        return opened;
    }

    /** Tells the page how many there are as soon as that is known. */
    void count(ListRequest asked, Consumer<Count> then) {
        UI ui = UI.getCurrent();
        Person me = person.get();
        Thread.startVirtualThread(() -> {
            Count count = person.as(me, () -> query.count(asked));
            LateAnswer.give(ui, () -> then.accept(count));
        });
    }

    /** The language of the page and the zone of its browser. */
    FormatContext format() {
        UI ui = UI.getCurrent();
        ZoneId zone = time.zone();
        if (ui != null) {
            String id = ui.getPage().getExtendedClientDetails().getTimeZoneId();
            if (id != null && ZoneId.getAvailableZoneIds().contains(id)) {
                zone = ZoneId.of(id);
            }
        }
        return new FormatContext(UiTexts.locale(), zone);
    }

    /** How long ago, in words. */
    String ago(Instant moment) {
        FormatContext format = format();
        return RelativeTime.format(moment, time.now(), format.zone(), format.locale());
    }

    /** Why a record stays in the recycle bin, and what helps. */
    static String cannotRestore(RecordData record, UniqueValueTakenException taken) {
        return UiTexts.t("record.restore.taken", record.title(), words(taken.problems()));
    }

    static String words(Problems problems) {
        return problems.stream().map(problem -> UiTexts.t(problem)).collect(Collectors.joining(" "));
    }

    ScreenEditorContext editors() {
        return new ScreenEditorContext(format(), texts, people, query, forms);
    }

    /** A form that is open on a screen. */
    record Opened(RecordScreens screens, PublishedApp app, PublishedForm form, FormRef ref) {

        /** Whether the person may do this now; asked anew each time, so that a change of rights shows at the next action. */
        boolean may(Action action) {
            return screens.apps()
                    .find(ref.app())
                    .map(now -> now.rights().allows(screens.person().get(), ref.form(), action))
                    .orElse(false);
        }

        boolean mayDesign() {
            return screens.apps()
                    .find(ref.app())
                    .map(now -> now.rights().designs(screens.person().get()))
                    .orElse(false);
        }

        Breadcrumb appStep() {
            return Breadcrumb.to(app.app().label(), "app/" + ref.app());
        }

        Breadcrumb listStep() {
            return Breadcrumb.to(form.label(), RecordsNavigation.list(ref));
        }

        List<ListColumn> columns() {
            return ListColumn.of(form, screens.texts(), UiTexts.locale());
        }
    }
}
