package dev.millwright.workspace.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.RouteParameters;
import dev.millwright.field.FormatContext;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.identity.Preferences;
import dev.millwright.record.AccessReasons;
import dev.millwright.record.Levels;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChanges;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.RecordQuery.Count;
import dev.millwright.record.Records;
import dev.millwright.record.RowConditions;
import dev.millwright.record.UniqueValueTakenException;
import dev.millwright.record.spi.RecordLock;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.shared.Untitled;
import dev.millwright.ui.Notices;
import dev.millwright.ui.RelativeTime;
import dev.millwright.ui.UiTexts;
import dev.millwright.workspace.EntryDrafts;
import dev.millwright.workspace.UnsavedEntries;
import dev.millwright.workspace.spi.ListOffer;
import dev.millwright.workspace.spi.RecordOffer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What all record screens need, in one place. */
@Component
record RecordScreens(
        FormPages pages,
        PublishedForms forms,
        FieldResolver resolver,
        Records records,
        RecordQuery query,
        RecordChanges changes,
        UnsavedEntries unsaved,
        EntryDrafts drafts,
        ListViews views,
        People people,
        CurrentPerson person,
        Preferences preferences,
        BusinessTime time,
        Texts texts,
        ScreenFiles files,
        ObjectProvider<RecordOffer> offers,
        ObjectProvider<RecordLock> locks,
        ObjectProvider<ListOffer> listOffers,
        AccessReasons reasons,
        RowConditions conditions,
        Levels levels) {

    /** What keeps people from changing the record now. */
    Optional<RecordLock.Holder> holder(PublishedForm form, RecordData record) {
        return locks.orderedStream()
                .filter(lock -> lock.concerns(form))
                .flatMap(lock -> lock.holders(form, List.of(record.id())).values().stream())
                .findFirst();
    }

    OpenForm open(RouteParameters parameters) {
        return pages.open(parameters);
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

    FormatContext format() {
        return pages.format();
    }

    /** How long ago, in words. */
    String ago(Instant moment) {
        FormatContext format = format();
        return RelativeTime.format(moment, time.now(), format.zone(), format.locale());
    }

    /** What a record is called on screen. */
    static String title(RecordData record) {
        return Untitled.shown(record.id(), record.title(), UiTexts.locale());
    }

    /** Why a record stays in the recycle bin, and what helps. */
    static String cannotRestore(RecordData record, UniqueValueTakenException taken) {
        return UiTexts.t("record.restore.taken", title(record), words(taken.problems()));
    }

    /** Says what did not come back with restored records. */
    static void tellLeft(Collection<Problem> left) {
        if (!left.isEmpty()) {
            Notices.warning(words(new Problems(left.stream().distinct().toList())));
        }
    }

    static String words(Problems problems) {
        return problems.stream().map(problem -> UiTexts.t(problem)).distinct().collect(Collectors.joining(" "));
    }

    ScreenEditorContext editors() {
        return new ScreenEditorContext(format(), texts, people, query, forms, files, null, null);
    }

    /** The same where records can be made that are to be chosen. */
    ScreenEditorContext makingEditors() {
        return new ScreenEditorContext(format(), texts, people, query, forms, files, null, this);
    }
}
