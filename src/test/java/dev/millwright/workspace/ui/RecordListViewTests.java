package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.grid.ClientItemToggleEvent;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import dev.millwright.app.Action;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Condition;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery.Count;
import dev.millwright.record.Via;
import dev.millwright.testing.TestPeople;
import dev.millwright.ui.spi.HasBreadcrumbs;
import dev.millwright.workspace.FilterRow;
import dev.millwright.workspace.FilterScope;
import dev.millwright.workspace.ListSettings.RowColour;
import dev.millwright.workspace.ViewDefinition;
import dev.millwright.workspace.spi.ListOffer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class RecordListViewTests extends PublishedFormViewTest {

    private static final String WORN = "[[\"state\",\"any_of\",\"worn\"]]";

    @Autowired
    private RecordScreens screens;

    @Test
    void keepsAViewForOnePersonAndOpensItByItsAddress() {
        fill(4);
        show(Map.of("filter", WORN));
        click("Save as view");
        test($(TextField.class).withCaption("Name").single()).setValue("Worn ones");
        saveInDialog();
        SavedView view = views().getLast();
        assertThat(view.shared()).isFalse();
        assertThat(tabs()).containsExactly("All records", "Worn ones");
        assertThat(rows()).containsExactly("G-3", "G-1");

        open(RecordsNavigation.list(form));
        assertThat(rows()).hasSize(4);
        show(Map.of("view", view.key()));
        assertThat(rows()).containsExactly("G-3", "G-1");

        become(TestPeople.SAM);
        show(Map.of("view", view.key()));
        assertThat(tabs()).as("of somebody else").isEmpty();
        assertThat(rows()).hasSize(4);
    }

    @Test
    void opensTheListWithTheViewThatDesignersMadeItsDefault() {
        fill(4);
        ListState worn =
                ListState.EMPTY.filter(List.of(new FilterRow("state", FilterRow.Test.ANY_OF, List.of("worn"))));
        screens.views()
                .create(
                        published(),
                        "Worn ones",
                        true,
                        true,
                        worn.settings(FilterScope.own(published()), ListLayout.USUAL));
        screens.views()
                .create(
                        published(),
                        "By place",
                        true,
                        true,
                        ListState.EMPTY.settings(
                                FilterScope.own(published()), ListLayout.USUAL.columns(List.of("place", "number"))));
        assertThat(views()).extracting(SavedView::standard).containsExactly(true, false);
        assertThat(views().getFirst().label()).isEqualTo("By place");
        assertThat(drafts.list(form.app(), ViewDefinition.KIND)).noneMatch(draft -> draft.changed());

        become(TestPeople.SAM);
        open(RecordsNavigation.list(form));
        assertThat(tabs()).containsExactly("By place", "Worn ones");
        assertThat(grid().getColumns()).extracting(column -> column.getKey()).containsExactly("place", "number");
        show(Map.of("view", views().getLast().key()));
        assertThat(rows()).containsExactly("G-3", "G-1");
        show(Map.of("q", "G-2", "view", views().getFirst().key()));
        assertThat(rows()).containsExactly("G-2");
        assertThat(page()).contains("Changed", "Save as").doesNotContain("Save view", "Save for everybody");
        become(TestPeople.DANA);
        show(Map.of("q", "G-2", "view", views().getFirst().key()));
        click("Save for everybody");
        assertThat(views().getFirst().settings().search()).isEqualTo("G-2");
        assertThat($(Button.class).withText("Reset").exists()).isFalse();
    }

    @Test
    void opensTheListWithTheViewThatThePersonWantsFirst() {
        fill(4);
        ListState worn =
                ListState.EMPTY.filter(List.of(new FilterRow("state", FilterRow.Test.ANY_OF, List.of("worn"))));
        SavedView view = screens.views()
                .create(
                        published(),
                        "Worn ones",
                        true,
                        false,
                        worn.settings(FilterScope.own(published()), ListLayout.USUAL));
        become(TestPeople.SAM);
        model(QueryParameters.of("view", view.key())).beFirst(true);
        open(RecordsNavigation.list(form));
        assertThat(rows()).containsExactly("G-3", "G-1");
        assertThat(tabs()).containsExactly("All records", "Worn ones");
        show(Map.of("view", ""));
        assertThat(rows()).as("all records, by their tab").hasSize(4);
        assertThat(model(QueryParameters.of("view", "")).location().getPathWithQueryParameters())
                .as("stays so when it is kept")
                .endsWith("?view");
        become(TestPeople.DANA);
        open(RecordsNavigation.list(form));
        assertThat(rows()).as("for others as before").hasSize(4);
        become(TestPeople.SAM);
        model(QueryParameters.of("view", view.key())).beFirst(false);
        open(RecordsNavigation.list(form));
        assertThat(rows()).hasSize(4);
    }

    private ListModel model(QueryParameters address) {
        return new ListModel(
                screens, screens.open(new RouteParameters(Map.of("app", form.app(), "form", form.form()))), address);
    }

    @Test
    void givesAViewToEverybodyAndTakesItAway() {
        ListState worn =
                ListState.EMPTY.filter(List.of(new FilterRow("state", FilterRow.Test.ANY_OF, List.of("worn"))));
        SavedView mine = screens.views()
                .create(
                        published(),
                        "Worn ones",
                        false,
                        false,
                        worn.settings(FilterScope.own(published()), ListLayout.USUAL));
        SavedView shared = screens.views().share(published(), mine, true);
        assertThat(views()).containsExactly(shared);
        become(TestPeople.SAM);
        assertThat(views()).extracting(SavedView::label).containsExactly("Worn ones");
        become(TestPeople.DANA);
        assertThat(screens.views().share(published(), shared, false).settings()).isEqualTo(mine.settings());
        become(TestPeople.SAM);
        assertThat(views()).isEmpty();
    }

    @Test
    void takesBackWhatWasChangedInAView() {
        fill(2);
        SavedView view = screens.views()
                .create(
                        published(),
                        "Places",
                        false,
                        false,
                        ListState.EMPTY.settings(
                                FilterScope.own(published()), ListLayout.USUAL.columns(List.of("number", "place"))));
        screens.preferences()
                .write(ListLayout.preference(published().id(), view), ListLayout.USUAL.columns(List.of("place")));
        show(Map.of("view", view.key()));
        assertThat(grid().getColumns()).hasSize(1);
        click("Reset");
        show(Map.of("view", view.key()));
        assertThat(grid().getColumns()).hasSize(2);
        assertThat(page()).doesNotContain("Changed");
        screens.views().delete(published(), view);
        assertThat(views()).isEmpty();
    }

    @Test
    void deletesWhatIsTickedAfterOneQuestionThatNamesTheNumber() {
        fill(3);
        open(RecordsNavigation.list(form));
        tick(2);
        assertThat(page()).contains("2 records selected");
        click("Delete");
        click("Delete 2 records");
        assertThat(query.exactCount(ListRequest.of(form, 1))).isEqualTo(1);
        assertThat(page()).doesNotContain("2 records selected");
        assertThat(notices()).anyMatch(notice -> notice.contains("2 records moved to the recycle bin"));
    }

    @Test
    void changesOneFieldOfAllThatAreTickedOrOfNone() {
        fill(3);
        open(RecordsNavigation.list(form));
        tick(1);
        click("Change a field");
        choose("Number");
        test($(TextField.class).withCaption("New value").single()).setValue("G-0");
        click("Change 1 record");
        assertThat(page()).as("a unique value").containsPattern("G-2: “G-0” is already taken");
        assertThat(rows()).containsExactly("G-2", "G-1", "G-0");
        click("Cancel");
        tick(3);
        click("Change a field");
        assertThat(fields()).as("each has its own").containsExactly("Place", "Reading", "State");
        assertThat($(Select.class).single().getHelperText()).contains("Number");
        choose("Place");
        test($(TextField.class).withCaption("New value").single()).setValue("Hall 9");
        click("Change 3 records");
        assertThat(query.list(ListRequest.of(form, 9)).items())
                .extracting(record -> record.values().get("place"))
                .containsOnly("Hall 9");
    }

    @Test
    void deletesAllThatTheListFindsAndTakesItBack() {
        fill(6);
        show(Map.of("filter", WORN));
        tick(1);
        bar().found(new Count(3, true));
        click("Select all 3");
        click("Delete");
        click("Delete 3 records");
        assertThat(query.list(ListRequest.of(form, 9)).items())
                .extracting(record -> record.values().get("state"))
                .containsExactly("new", "new", "new");
        click("Undo");
        assertThat(query.exactCount(ListRequest.of(form, 1))).isEqualTo(6);
        assertThat(notices()).anyMatch(notice -> notice.contains("3 records restored"));
    }

    @Test
    void saysWhichOfTheTickedASearchHidesAndLetsThemGo() {
        fill(4);
        open(RecordsNavigation.list(form));
        tick(3);
        test($(SearchField.class).single()).setValue("G-3");
        assertThat(rows()).containsExactly("G-3");
        assertThat(page()).contains("3 records selected", "2 of them are hidden by the filter.");
        click("Delete");
        assertThat($(Paragraph.class).all())
                .anyMatch(words -> words.getText().contains("2 of them are hidden by the filter."));
        click("Cancel");
        click("Deselect them");
        assertThat(page()).contains("1 record selected").doesNotContain("hidden by the filter");
        click("Delete");
        click("Delete 1 record");
        assertThat(query.exactCount(ListRequest.of(form, 1))).isEqualTo(3);
    }

    @Test
    void findsAgainWhatIsTickedWhenTheSearchEnds() {
        fill(3);
        open(RecordsNavigation.list(form));
        tick(3);
        test($(SearchField.class).single()).setValue("G-0");
        test($(SearchField.class).single()).setValue("");
        assertThat(page()).contains("3 records selected").doesNotContain("hidden by the filter");
        RecordData gone = query.list(ListRequest.of(form, 1)).items().getFirst();
        records.delete(form, gone.id(), null, Via.API);
        $(RecordList.class).single().refresh();
        assertThat(page()).as("deleted by somebody else").contains("1 of them is hidden by the filter.");
    }

    @Test
    void ticksAllThatTheListFindsButTheOnesTakenOut() {
        fill(6);
        open(RecordsNavigation.list(form));
        tick(1);
        bar().found(new Count(6, true));
        click("Select all 6");
        List<ListRow> lines = grid().getLazyDataView().getItems().toList();
        assertThat(lines).allMatch(grid().getSelectionModel()::isSelected);
        grid().getSelectionModel().deselectFromClient(lines.get(1));
        grid().getSelectionModel().deselectFromClient(lines.get(2));
        grid().getSelectionModel().selectFromClient(lines.get(2));
        assertThat(page()).contains("5 records selected");
        click("Delete");
        click("Delete 5 records");
        assertThat(rows()).containsExactly("G-4");
    }

    @Test
    void takesNoOthersForAllWhenTheSearchChanges() {
        fill(3);
        open(RecordsNavigation.list(form));
        tick(1);
        bar().found(new Count(3, true));
        click("Select all 3");
        test($(SearchField.class).single()).setValue("G-0");
        assertThat(bar().isVisible()).isFalse();
        assertThat(notices()).anyMatch(notice -> notice.contains("None is selected any more"));
    }

    @Test
    void ticksFromOneToAnotherWithShift() {
        fill(6);
        open(RecordsNavigation.list(form));
        List<ListRow> lines = grid().getLazyDataView().getItems().toList();
        toggle(lines.get(4), true, false);
        toggle(lines.get(1), true, true);
        assertThat(titles(grid().getSelectedItems())).containsExactlyInAnyOrder("G-4", "G-3", "G-2", "G-1");
        toggle(lines.get(3), false, false);
        toggle(lines.get(2), false, true);
        assertThat(titles(grid().getSelectedItems())).containsExactlyInAnyOrder("G-4", "G-1");

        records.create(form, Map.of("number", "G-X"), Via.API);
        toggle(lines.get(0), true, true);
        assertThat(titles(grid().getSelectedItems()))
                .as("the lines no longer stand where they were seen")
                .containsExactlyInAnyOrder("G-5", "G-4", "G-1");
    }

    @Test
    void ticksWhatIsLoadedByTheBoxAboveTheRows() {
        fill(3);
        open(RecordsNavigation.list(form));
        roundTrip();
        grid().tickLoaded();
        assertThat(titles(grid().getSelectedItems())).containsExactlyInAnyOrder("G-0", "G-1", "G-2");
        assertThat(page()).contains("3 records selected");
        grid().tickLoaded();
        assertThat(bar().isVisible()).isFalse();
    }

    private void toggle(ListRow line, boolean ticked, boolean shift) {
        if (ticked) {
            grid().select(line);
        } else {
            grid().deselect(line);
        }
        ComponentUtil.fireEvent(grid(), new ClientItemToggleEvent<>(grid(), line, ticked, shift));
    }

    private static List<String> titles(Set<ListRow> lines) {
        return lines.stream().map(row -> ((ListRow.Entry) row).record().title()).toList();
    }

    @Test
    void touchesNothingWhenTheListFindsMoreThanWasConfirmed() {
        fill(3);
        open(RecordsNavigation.list(form));
        tick(1);
        bar().found(new Count(3, true));
        click("Select all 3");
        click("Delete");
        records.create(form, Map.of("number", "G-X"), Via.API);
        click("Delete 3 records");
        assertThat(query.exactCount(ListRequest.of(form, 1))).isEqualTo(4);
        assertThat(notices()).anyMatch(notice -> notice.contains("The list now has more than 3 records"));
    }

    @Test
    void takesAChangeOfManyBackUnlessSomebodyWentOn() {
        fill(3);
        open(RecordsNavigation.list(form));
        tick(3);
        click("Change a field");
        choose("Place");
        test($(TextField.class).withCaption("New value").single()).setValue("Hall 1");
        click("Change 3 records");
        click("Undo");
        assertThat(query.list(ListRequest.of(form, 9)).items())
                .extracting(record -> record.values().get("place"))
                .containsExactly("Hall 2", "Hall 1", "Hall 0");
        tick(2);
        click("Change a field");
        choose("Place");
        test($(TextField.class).withCaption("New value").single()).setValue("Hall 9");
        click("Change 2 records");
        RecordData first = query.list(ListRequest.of(form, 1)).items().getFirst();
        records.update(form, first.id(), null, Map.of("reading", 77L), Via.API);
        click("Undo");
        assertThat(query.list(ListRequest.of(form, 9)).items())
                .extracting(record -> record.values().get("place"))
                .containsExactly("Hall 9", "Hall 9", "Hall 0");
        assertThat(notices()).anyMatch(notice -> notice.contains("has changed “G-2” meanwhile"));
    }

    @Test
    void takesManyOutOfTheRecycleBinAtOnce() {
        fill(4);
        List<RecordData> all = query.list(ListRequest.of(form, 9)).items();
        records.batch(
                form,
                all.stream()
                        .<RecordChange>map(record -> new RecordChange.Delete(record.id(), null))
                        .toList(),
                Via.SCREEN);
        open(RecordsNavigation.bin(form));
        Grid<RecordData> bin = bin();
        bin.select(all.get(1));
        bin.select(all.get(2));
        assertThat(page()).contains("2 records selected");
        restoreTicked();
        assertThat(query.list(ListRequest.of(form, 9)).items())
                .extracting(RecordData::id)
                .containsExactly(all.get(1).id(), all.get(2).id());
        assertThat(notices()).anyMatch(notice -> notice.contains("2 records restored"));

        records.create(form, Map.of("number", all.get(0).title()), Via.API);
        bin.select(all.get(3));
        $(BinBar.class).single().found(new Count(2, true));
        click("Select all 2");
        restoreTicked();
        assertThat(notices()).anyMatch(notice -> notice.contains("1 of 2 records were restored"));
        assertThat(query.exactCount(ListRequest.of(form, 1))).isEqualTo(4);
        assertThat($(BinBar.class).all()).noneMatch(BinBar::isVisible);
    }

    @SuppressWarnings("unchecked")
    private Grid<RecordData> bin() {
        return $(Grid.class).single();
    }

    private void restoreTicked() {
        test($(BinBar.class)
                        .single()
                        .getChildren()
                        .filter(child -> child instanceof Button button
                                && button.getText().equals("Restore"))
                        .map(Button.class::cast)
                        .findFirst()
                        .orElseThrow())
                .click();
    }

    @Test
    void worksThroughMoreThanTheGateTakesAtOnce() {
        List<RecordChange> many = new ArrayList<>();
        for (int i = 0; i < BulkWork.PORTION; i++) {
            many.add(new RecordChange.Create(Map.of("number", "N-" + i)));
        }
        records.batch(form, many, Via.IMPORT);
        fill(3);
        BulkWork work = new BulkWork(records, query, form);
        List<RecordData> all = work.read(ListRequest.of(form, 50), BulkWork.MOST);
        assertThat(all).hasSize(BulkWork.PORTION + 3);
        List<Double> progress = new ArrayList<>();
        BulkWork.Outcome outcome = work.write(all, record -> new RecordChange.Delete(record.id(), null), progress::add);
        assertThat(outcome.words()).isEmpty();
        assertThat(outcome.written()).hasSize(BulkWork.PORTION + 3);
        assertThat(progress).hasSize(2).endsWith(1.0);
        records.create(form, Map.of("number", "N-17"), Via.API);
        assertThat(work.restore(all.stream().map(RecordData::id).toList(), progress::add, _ -> {}))
                .as("all but the one whose number was taken")
                .isEqualTo(BulkWork.PORTION + 2);
        assertThat(query.exactCount(ListRequest.of(form, 1))).isEqualTo(BulkWork.PORTION + 3);
    }

    @Test
    void saysWhoWasFasterBeforeItGoesOn() {
        fill(2);
        open(RecordsNavigation.list(form));
        tick(2);
        RecordData other = query.list(ListRequest.of(form, 1)).items().getFirst();
        records.update(form, other.id(), null, Map.of("place", "Elsewhere"), Via.API);
        click("Delete");
        click("Delete 2 records");
        assertThat($(Paragraph.class).all())
                .anyMatch(words -> words.getText().contains(TestPeople.DANA.name() + " has changed “G-1” meanwhile."));
        assertThat(query.exactCount(ListRequest.of(form, 1))).isEqualTo(2);
        click("Go on");
        assertThat(query.exactCount(ListRequest.of(form, 1))).isZero();
    }

    @Test
    void offersNothingWithoutTheRight() {
        fill(2);
        allow(Set.of(Action.SEE, Action.CHANGE));
        become(TestPeople.SAM);
        open(RecordsNavigation.list(form));
        tick(1);
        assertThat($(Button.class).withText("Change a field").exists()).isTrue();
        assertThat($(Button.class).withText("Delete").exists()).isFalse();
        become(TestPeople.DANA);
        allow(Set.of(Action.SEE));
        become(TestPeople.SAM);
        open(RecordsNavigation.list(form));
        assertThat(grid().getSelectionMode()).isEqualTo(RecordGrid.SelectionMode.NONE);
        RecordData record = query.list(ListRequest.of(form, 1)).items().getFirst();
        editor().open(record, column("place"));
        assertThat(editor().isVisible()).isFalse();
    }

    @Test
    void changesACellWhereItStands() {
        fill(1);
        open(RecordsNavigation.list(form));
        RecordData record = query.list(ListRequest.of(form, 1)).items().getFirst();
        editor().open(record, column("place"));
        TextField place = (TextField) editor().getChildren().findFirst().orElseThrow();
        assertThat(place.getValue()).isEqualTo("Hall 0");
        place.setValue("Hall 7");
        editor().react("next");
        assertThat(query.get(form, record.id()).values()).containsEntry("place", "Hall 7");
        Component next = editor().getChildren().findFirst().orElseThrow();
        assertThat(next).as("the editor of the next field").isNotSameAs(place).isInstanceOf(HasValue.class);
        editor().react("cancel");
        assertThat(editor().isVisible()).isFalse();
    }

    @Test
    void takesTheLastChangeOfACellBackUnlessSomebodyWentOn() {
        fill(2);
        open(RecordsNavigation.list(form));
        RecordData record = query.list(ListRequest.of(form, 1)).items().getFirst();
        changePlace(record, "Hall 7");
        editor().undo();
        assertThat(query.get(form, record.id()).values()).containsEntry("place", "Hall 1");
        assertThat(notices()).anyMatch(notice -> notice.contains("Place of “G-1” is Hall 1 again"));
        editor().undo();
        assertThat(query.get(form, record.id()).version()).as("only once").isEqualTo(3);

        changePlace(query.get(form, record.id()), "Hall 8");
        records.update(form, record.id(), null, Map.of("reading", 77L), Via.API);
        editor().undo();
        assertThat(query.get(form, record.id()).values()).containsEntry("place", "Hall 8");
        assertThat(notices()).anyMatch(notice -> notice.contains("was not taken back"));
    }

    private void changePlace(RecordData record, String place) {
        editor().open(record, column("place"));
        ((TextField) editor().getChildren().findFirst().orElseThrow()).setValue(place);
        editor().react("save");
    }

    @Test
    void saysBesideTheCellWhatIsWrongAndAsksTheSecondWriter() {
        fill(2);
        open(RecordsNavigation.list(form));
        RecordData record = query.list(ListRequest.of(form, 1)).items().getFirst();
        editor().open(record, column("number"));
        TextField number = (TextField) editor().getChildren().findFirst().orElseThrow();
        number.setValue("G-0");
        editor().react("save");
        assertThat(number.isInvalid()).isTrue();
        assertThat(number.getErrorMessage()).contains("“G-0” is already taken");
        editor().react("cancel");

        records.update(form, record.id(), null, Map.of("place", "Elsewhere"), Via.API);
        editor().open(record, column("place"));
        ((TextField) editor().getChildren().findFirst().orElseThrow()).setValue("Here");
        editor().react("save");
        assertThat($(ConflictDialog.class).single().isOpened()).isTrue();
        click("Save my choice");
        assertThat(query.get(form, record.id()).values()).containsEntry("place", "Here");
        assertThat(editor().isVisible()).isFalse();
    }

    @Test
    void groupsByOneQuestionAndReadsTheRecordsOfAGroupByKey() {
        fill(5);
        records.create(form, Map.of("number", "G-X", "reading", 7L), Via.SCREEN);
        ListRows rows = new ListRows(query, ListRequest.of(form, 50), new RecordMarks(Stream.empty(), form));
        rows.show(ListRequest.of(form, 50), List.of(Group.by("state")), List.of(new Measure(Function.SUM, "reading")));
        List<ListRow> all =
                rows.fetch(new Query<>(0, 50, List.of(), null, null)).toList();
        assertThat(all).hasSize(9);
        assertThat(all.getFirst()).isEqualTo(head(List.of("new"), 3, "60"));
        assertThat(all.subList(1, 4)).allMatch(ListRow.Entry.class::isInstance);
        assertThat(all.get(7)).isEqualTo(head(Collections.singletonList(null), 1, "7"));
        assertThat(rows.fetch(new Query<>(2, 3, List.of(), null, null)).toList())
                .isEqualTo(all.subList(2, 5));
        rows.arrange(List.of(List.of("worn", "new")));
        rows.refreshAll();
        assertThat(rows.fetch(new Query<>(0, 1, List.of(), null, null)))
                .singleElement()
                .matches(row -> row instanceof ListRow.Head head && "worn".equals(head.value()));
        ListRequest downwards = new ListRequest(
                form, Condition.ALL, "", List.of(new ListRequest.Sort("state", true)), Set.of(), 50, null, false);
        rows.show(downwards, List.of(Group.by("state")), List.of(new Measure(Function.SUM, "reading")));
        assertThat(lines(rows, 0, 50).stream()
                        .filter(ListRow.Head.class::isInstance)
                        .map(row -> String.valueOf(((ListRow.Head) row).value())))
                .as("turned round, and empty still last")
                .containsExactly("new", "worn", "null");
        rows.show(ListRequest.of(form, 50), List.of(Group.by("state")), List.of(new Measure(Function.SUM, "reading")));
        rows.arrange(List.of());
        rows.refreshAll();
        rows.toggle((ListRow.Head) all.getFirst());
        assertThat(rows.fetch(new Query<>(0, 50, List.of(), null, null)).toList())
                .hasSize(6);
        rows.openAll(false);
        assertThat(rows.fetch(new Query<>(0, 50, List.of(), null, null)).toList())
                .hasSize(3);
    }

    @Test
    void groupsInGroupsAndReadsTheRecordsOfTheInnermost() {
        fill(5);
        records.create(form, Map.of("number", "G-X", "reading", 7L, "place", "Hall 1"), Via.SCREEN);
        ListRows rows = new ListRows(query, ListRequest.of(form, 50), new RecordMarks(Stream.empty(), form));
        List<Group> by = List.of(Group.by("state"), Group.by("place"));
        rows.show(ListRequest.of(form, 50), by, List.of(new Measure(Function.SUM, "reading")));
        List<ListRow> all = lines(rows, 0, 50);
        assertThat(all).hasSize(3 + 6 + 6);
        assertThat(all.subList(0, 3)).satisfies(first -> {
            assertThat(first.get(0)).isEqualTo(head(List.of("new"), 3, "60"));
            assertThat(first.get(1)).isEqualTo(head(List.of("new", "Hall 0"), 1, "0"));
            assertThat(first.get(2)).isInstanceOf(ListRow.Entry.class);
        });
        assertThat(all.get(12)).isEqualTo(head(Collections.singletonList(null), 1, "7"));
        for (int offset = 0; offset < all.size(); offset++) {
            assertThat(lines(rows, offset, 4))
                    .as("the lines from %s on", offset)
                    .isEqualTo(all.subList(offset, Math.min(all.size(), offset + 4)));
        }
        rows.toggle((ListRow.Head) all.get(1));
        assertThat(lines(rows, 0, 50)).as("one group within closed").hasSize(14);
        rows.toggle((ListRow.Head) all.getFirst());
        assertThat(lines(rows, 0, 50)).as("the group around it, too").hasSize(15 - 6);
        assertThat(rows.size(new Query<>())).isEqualTo(9);
        rows.openAll(false);
        assertThat(lines(rows, 0, 50)).hasSize(3);
    }

    @Test
    void stepsFromARecordToTheOnesBesideItAndBackToTheListAsItWas() {
        fill(6);
        show(Map.of("filter", WORN, "sort", "number"));
        assertThat(rows()).containsExactly("G-1", "G-3", "G-5");
        List<ListRow> lines = grid().getLazyDataView().getItems().toList();
        open(RecordsNavigation.record(
                form, ((ListRow.Entry) lines.get(1)).record().id()));
        assertThat(steps()).containsExactly("Previous: G-1", "Next: G-5");
        assertThat(((HasBreadcrumbs) getCurrentView()).breadcrumbs().get(1).href())
                .contains("filter=")
                .contains("sort=number");
        click("Delete");
        test($(Button.class).withText("Delete").last()).click();
        assertThat(rows()).containsExactly("G-1", "G-5");

        records.update(form, ((ListRow.Entry) lines.get(2)).record().id(), null, Map.of("state", "new"), Via.API);
        open(RecordsNavigation.record(
                form, ((ListRow.Entry) lines.get(2)).record().id()));
        assertThat(steps()).as("it is no longer in the list").containsExactly("Previous: G-1");
        RecordData other = query.list(ListRequest.of(form, 1)).items().getFirst();
        show(Map.of("q", "G-0"));
        open(RecordsNavigation.record(form, other.id()));
        assertThat(steps()).as("it was not in the list").isEmpty();
    }

    private List<String> steps() {
        return $(Anchor.class)
                .withCondition(step -> step.getParent().orElseThrow() instanceof RecordSteps)
                .all()
                .stream()
                .map(step -> step.getAriaLabel().orElse(""))
                .toList();
    }

    @Test
    void stepsFromGroupToGroup() {
        fill(4);
        ListRows rows = new ListRows(query, ListRequest.of(form, 50), new RecordMarks(Stream.empty(), form));
        rows.show(ListRequest.of(form, 50), List.of(Group.by("state")), List.of());
        List<ListRow> all = lines(rows, 0, 50);
        assertThat(all).hasSize(6);
        ListTrail.Beside beside =
                rows.beside(((ListRow.Entry) all.get(2)).record().id()).orElseThrow();
        assertThat(beside.before()).isEqualTo(((ListRow.Entry) all.get(1)).record());
        assertThat(beside.after()).isEqualTo(((ListRow.Entry) all.get(4)).record());
        assertThat(rows.beside(((ListRow.Entry) all.get(5)).record().id())
                        .orElseThrow()
                        .after())
                .isNull();
    }

    @Test
    void showsFieldsThatCameAfterTheColumnsWereChosen() {
        List<ListColumn> all = ListColumn.of(published(), screens.texts(), java.util.Locale.ENGLISH);
        List<ListColumn> before =
                all.stream().filter(column -> !column.key().equals("reading")).toList();
        ListLayout chosen = ListLayout.USUAL.columns(List.of("number", "place"));
        ListLayout then = chosen.knowing(before);
        assertThat(then.shown(published(), all))
                .extracting(ListColumn::key)
                .containsExactly("number", "place", "reading");
        ListLayout kept = ListLayout.of(ListState.EMPTY.settings(FilterScope.own(published()), then));
        assertThat(kept).isEqualTo(then);
        assertThat(then.knowing(all).shown(published(), all))
                .extracting(ListColumn::key)
                .as("once it was there when they were chosen")
                .containsExactly("number", "place");
        assertThat(chosen.shown(published(), all))
                .extracting(ListColumn::key)
                .as("views that do not say what was there")
                .containsExactly("number", "place");
    }

    @Test
    void offersAllFieldsToExportWhateverColumnsAreShown() {
        screens.preferences()
                .write(ListLayout.preference(published().id(), null), ListLayout.USUAL.columns(List.of("place")));
        ListModel model = model(QueryParameters.empty());
        assertThat(model.columns()).extracting(ListOffer.Column::key).containsExactly("place");
        assertThat(model.allColumns())
                .extracting(ListOffer.Column::key)
                .contains(
                        "number", "place", "reading", "state", "created_at", "created_by", "updated_at", "updated_by");
    }

    @Test
    void keepsTheTitleInSight() {
        fill(1);
        open(RecordsNavigation.list(form));
        assertThat(grid().getColumns())
                .extracting(column -> column.isFrozen())
                .startsWith(true)
                .endsWith(false);
    }

    @Test
    void keepsTheGroupsInTheAddressAndInAView() {
        fill(4);
        show(Map.of("group", "state,place,gone,state,number,reading"));
        assertThat(page()).contains("Grouped by State", "then by Place", "then by Number");
        assertThat(page()).as("a fourth").doesNotContain("then by Reading");
        click("Save as view");
        test($(TextField.class).withCaption("Name").single()).setValue("Halls");
        saveInDialog();
        assertThat(views().getLast().settings().group()).isEqualTo("state,place,number");
        assertThat(ListState.of(views().getLast().settings(), FilterScope.own(published()))
                        .groups())
                .containsExactly(Group.by("state"), Group.by("place"), Group.by("number"));
    }

    private static ListRow.Head head(List<@Nullable Object> path, long count, String sum) {
        return new ListRow.Head(path, count, List.of(new BigDecimal(sum)), true);
    }

    private static List<ListRow> lines(ListRows rows, int offset, int limit) {
        return rows.fetch(new Query<>(offset, limit, List.of(), null, null)).toList();
    }

    @Test
    void coloursRowsByTheFirstConditionTheyMeet() {
        fill(2);
        SavedView view = screens.views()
                .create(
                        published(),
                        "Coloured",
                        false,
                        false,
                        ListState.EMPTY.settings(
                                FilterScope.own(published()),
                                ListLayout.USUAL.colours(List.of(
                                        colour("red", new FilterRow("reading", FilterRow.Test.LESS, List.of(10L))),
                                        colour(
                                                "green",
                                                new FilterRow(
                                                        "state", FilterRow.Test.ANY_OF, List.of("new", "worn")))))));
        show(Map.of("view", view.key()));
        assertThat(query.list(ListRequest.of(form, 9)).items())
                .extracting(record -> grid().getPartNameGenerator().apply(new ListRow.Entry(record)))
                .containsExactly("row-green", "row-red");
    }

    @Test
    void putsAFormerValueBack() {
        fill(1);
        RecordData record = query.list(ListRequest.of(form, 1)).items().getFirst();
        records.update(form, record.id(), null, Map.of("place", "Elsewhere"), Via.SCREEN);
        open(RecordsNavigation.record(form, record.id()));
        test($(Button.class)
                        .withCondition(button -> button.getAriaLabel()
                                .filter("Put back: Place = Hall 0"::equals)
                                .isPresent())
                        .single())
                .click();
        assertThat(query.get(form, record.id()).values()).containsEntry("place", "Hall 0");
        become(TestPeople.DANA);
        allow(Set.of(Action.SEE));
        become(TestPeople.SAM);
        open(RecordsNavigation.record(form, record.id()));
        assertThat($(Button.class)
                        .withCondition(button -> button.hasClassName("mw-history-back"))
                        .exists())
                .isFalse();
    }

    private RowColour colour(String colour, FilterRow condition) {
        return new RowColour(colour, condition.toJson(published()));
    }

    /** G-0, G-1 and so on, every other one worn; the readings are 0, 10, 20 and so on. */
    private void fill(int number) {
        for (int i = 0; i < number; i++) {
            records.create(
                    form,
                    Map.of(
                            "number",
                            "G-" + i,
                            "place",
                            "Hall " + i,
                            "reading",
                            10L * i,
                            "state",
                            i % 2 == 0 ? "new" : "worn"),
                    Via.SCREEN);
        }
    }

    @Test
    void filtersByAGroupOfConditionsAndKeepsThemInTheAddress() {
        fill(4);
        show(Map.of());
        pressFilter();
        FilterLine first = $(FilterLine.class).single();
        setField(first, "created_at");
        assertThat(question(first)).isEqualTo(FilterRow.Test.WITHIN);
        click("Add group");
        setField($(FilterLine.class).last(), "state");
        values($(FilterLine.class).last()).setValue(Set.of("worn"));
        click("Apply");
        assertThat(rows()).containsExactly("G-3", "G-1");
        assertThat(page()).contains("this week", "is any of Worn");
        String kept = "[[\"created_at\",\"within\",\"this_week\"],[\"state\",\"any_of\",\"worn\"]]";
        show(Map.of("filter", kept));
        assertThat(rows()).containsExactly("G-3", "G-1");
        show(Map.of("filter", "[{\"any\":[[\"number\",\"is\",\"G-2\"],[\"state\",\"any_of\",\"worn\"]]}]"));
        assertThat(rows()).containsExactly("G-3", "G-2", "G-1");
        assertThat(page()).contains("is G-2 or ");
        show(Map.of("filter", "[[\"gone\",\"is\",\"x\"],[\"state\",\"any_of\",\"worn\"]]"));
        assertThat(rows()).containsExactly("G-3", "G-1");
        assertThat(page()).contains("Conditions that do not count");
    }

    @Test
    void asksForWhatIsMissingInAFilter() {
        fill(2);
        show(Map.of());
        pressFilter();
        setField($(FilterLine.class).single(), "state");
        click("Apply");
        assertThat(values($(FilterLine.class).single()).isInvalid()).isTrue();
        assertThat(rows()).hasSize(2);
    }

    /** It has its words beside a picture. */
    private void pressFilter() {
        Button filter = all(UI.getCurrent())
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(button -> button.getAriaLabel().filter("Filter"::equals).isPresent())
                .findFirst()
                .orElseThrow();
        test(filter).click();
    }

    @SuppressWarnings("unchecked")
    private void setField(FilterLine line, String key) {
        ComboBox<ListColumn> field = (ComboBox<ListColumn>) part(line, ComboBox.class);
        field.setValue(field.getListDataView()
                .getItems()
                .filter(column -> column.key().equals(key))
                .findFirst()
                .orElseThrow());
    }

    private FilterRow.Test question(FilterLine line) {
        return (FilterRow.Test) part(line, Select.class).getValue();
    }

    @SuppressWarnings("unchecked")
    private MultiSelectComboBox<Object> values(FilterLine line) {
        return (MultiSelectComboBox<Object>) part(line, MultiSelectComboBox.class);
    }

    private static <T> T part(FilterLine line, Class<T> type) {
        return all(line).filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    private void show(Map<String, String> parameters) {
        UI.getCurrent().navigate(RecordsNavigation.list(form), QueryParameters.simple(parameters));
    }

    private List<SavedView> views() {
        return screens.views().all(published());
    }

    private RecordGrid grid() {
        return $(RecordGrid.class).single();
    }

    private List<String> rows() {
        return grid().getLazyDataView()
                .getItems()
                .map(row -> ((ListRow.Entry) row).record().title())
                .toList();
    }

    private void tick(int number) {
        grid().getLazyDataView().getItems().limit(number).forEach(grid()::select);
    }

    private CellEditor editor() {
        return hidden(CellEditor.class);
    }

    private BulkBar bar() {
        return hidden(BulkBar.class);
    }

    /** Also what cannot be seen. */
    private static <T> T hidden(Class<T> type) {
        return all(UI.getCurrent())
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<Component> all(Component component) {
        return Stream.concat(Stream.of(component), component.getChildren().flatMap(RecordListViewTests::all));
    }

    private ListColumn column(String key) {
        return ListColumn.of(published(), screens.texts(), java.util.Locale.ENGLISH).stream()
                .filter(column -> column.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private List<String> tabs() {
        return $(Tab.class).all().stream()
                .map(tab -> tab.getElement().getTextRecursively())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private List<String> fields() {
        Select<ListColumn> field = $(Select.class).single();
        return field.getListDataView().getItems().map(ListColumn::label).toList();
    }

    private void choose(String label) {
        @SuppressWarnings("unchecked")
        Select<ListColumn> field = $(Select.class).single();
        field.setValue(field.getListDataView()
                .getItems()
                .filter(column -> column.label().equals(label))
                .findFirst()
                .orElseThrow());
    }

    private void saveInDialog() {
        assertThat($(RadioButtonGroup.class).exists()).isTrue();
        test($(Button.class).withText("Save view").last()).click();
    }
}
