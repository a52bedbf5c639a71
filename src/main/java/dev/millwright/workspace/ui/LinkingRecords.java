package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import dev.millwright.app.Action;
import dev.millwright.field.RecordRef;
import dev.millwright.field.Token;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.record.Condition;
import dev.millwright.record.Cursor;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordPage;
import dev.millwright.ui.Icons;
import dev.millwright.workspace.FilterRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The records of one form that link to the record by one of its fields: the newest of them, and the ways on. */
final class LinkingRecords extends Composite<Div> {

    private static final int FIRST = 10;
    private static final int MORE = 20;
    private static final int COLUMNS = 5;

    private final RecordScreens screens;
    private final FormRef ref;
    private final PublishedForm form;
    private final PublishedField<?, ?> link;
    private final List<RecordData> shown = new ArrayList<>();
    private final Grid<RecordData> grid = new Grid<>();
    private final Span count = new Span();
    private final Button more = new Button(t("record.linking.more"), click -> read(MORE));
    private final Condition condition;
    private @Nullable Cursor next;

    /** A field by which records of a form link to those of another. */
    private record Linking(PublishedForm form, PublishedField<?, ?> field) {

        String label(List<Linking> all) {
            long same = all.stream()
                    .filter(other -> other.form().id().equals(form.id()))
                    .count();
            return same > 1 ? form.label() + " · " + field.label() : form.label();
        }
    }

    private LinkingRecords(RecordScreens screens, Linking linking, RecordData to, String label, boolean headed) {
        this.screens = screens;
        this.form = linking.form();
        this.link = linking.field();
        this.ref = new FormRef(form.app().key(), form.key());
        this.condition = new Condition.Compare(link.key(), Condition.Operator.EQ, List.of(RecordRef.to(to.id())));
        getContent().addClassName("mw-linking");
        getContent().getElement().setAttribute("role", "group").setAttribute("aria-label", label);
        getContent().getElement().setAttribute("data-linking", form.key() + "." + link.key());
        count.addClassName("mw-lines-count");
        Div head = new Div();
        head.addClassName("mw-linking-head");
        if (headed) {
            head.add(new H3(label));
        }
        head.add(count, actions(to));
        more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        build();
        getContent().add(head, grid, more);
        read(FIRST);
    }

    /** All forms whose records link here, each on a tab of its own, unless the form says where which of them stand. */
    static Optional<Component> below(RecordScreens screens, OpenForm form, RecordData record) {
        boolean placed = form.form().parts().stream()
                .anyMatch(part -> FormPartType.linkingBy(part).isPresent());
        List<Linking> all = placed ? List.of() : all(screens, form);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Div area = new Div(new H3(t("record.linking.title")));
        area.addClassName("mw-linking-area");
        if (all.size() == 1) {
            area.removeAll();
            area.add(new LinkingRecords(
                    screens, all.getFirst(), record, all.getFirst().label(all), true));
            return Optional.of(area);
        }
        Tabs tabs = new Tabs();
        Div opened = new Div();
        List<Component> known = new ArrayList<>();
        all.forEach(linking -> {
            tabs.add(new Tab(linking.label(all)));
            known.add(new Div());
        });
        tabs.addSelectedChangeListener(selected -> open(screens, all, tabs.getSelectedIndex(), record, known, opened));
        area.add(tabs, opened);
        open(screens, all, 0, record, known, opened);
        return Optional.of(area);
    }

    /** What nobody looks at is not read. */
    private static void open(
            RecordScreens screens, List<Linking> all, int at, RecordData record, List<Component> known, Div opened) {
        if (!(known.get(at) instanceof LinkingRecords)) {
            Linking linking = all.get(at);
            known.set(at, new LinkingRecords(screens, linking, record, linking.label(all), false));
        }
        opened.removeAll();
        opened.add(known.get(at));
    }

    /** Those that link by one field; nothing where the reader may not see them. */
    static Optional<LinkingRecords> by(
            RecordScreens screens, OpenForm form, RecordData record, UUID field, String label) {
        List<Linking> all = all(screens, form);
        return all.stream()
                .filter(linking -> linking.field().id().equals(field))
                .findFirst()
                .map(linking -> new LinkingRecords(
                        screens, linking, record, label.isBlank() ? linking.label(all) : label, true));
    }

    /** The fields of the app by which records link to those of the form; its own lines stand on the form already. */
    private static List<Linking> all(RecordScreens screens, OpenForm form) {
        List<Linking> all = new ArrayList<>();
        for (PublishedForm other : screens.pages().visible(form.ref().app())) {
            FormRef ref = new FormRef(form.ref().app(), other.key());
            boolean own = other.partOf()
                    .filter(of -> of.form().equals(form.form().id()))
                    .isPresent();
            other.fields().stream()
                    .filter(field ->
                            field.leadsTo().equals(Optional.of(form.form().id()))
                                    && !(own && other.definition().keepsOfLine(field.id()))
                                    && !screens.pages().fields(ref).hides(field.key()))
                    .forEach(field -> all.add(new Linking(other, field)));
        }
        return all;
    }

    private Div actions(RecordData to) {
        Div actions = new Div();
        actions.addClassName("mw-linking-actions");
        if (form.partOf().isEmpty()
                && screens.pages().may(ref, Action.CREATE)
                && link.isEntered()
                && screens.pages().fieldsOfNew(ref).opens(link.key())) {
            Button add = new Button(
                    t("record.linking.new", form.label()),
                    Icons.of("vaadin:plus"),
                    click -> RecordsNavigation.go(RecordsNavigation.createLinked(ref, link.key(), to.id())));
            add.addThemeVariants(ButtonVariant.LUMO_SMALL);
            actions.add(add);
        }
        actions.add(new Anchor(
                RecordsNavigation.list(
                        form,
                        List.of(new FilterRow(
                                link.key(),
                                link.targetOfMany().isPresent() ? FilterRow.Test.ANY_OF : FilterRow.Test.IS,
                                List.of(new RecordRef(to.id(), null, to.title()))))),
                t("record.linking.list")));
        return actions;
    }

    private void build() {
        grid.addThemeVariants(GridVariant.LUMO_COMPACT, GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_ROW_STRIPES);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        columns()
                .forEach(column -> grid.addColumn(row -> column.tokens().apply(row, screens.format()).stream()
                                .map(Token::text)
                                .collect(Collectors.joining(", ")))
                        .setHeader(column.label())
                        .setAutoWidth(true)
                        .setTextAlign(column.alignsRight() ? ColumnTextAlign.END : ColumnTextAlign.START));
        grid.addItemClickListener(click -> address(click.getItem()).ifPresent(UI.getCurrent()::navigate));
    }

    /** A line has its place on the page of its record. */
    private Optional<String> address(RecordData row) {
        if (form.partOf().isEmpty()) {
            return Optional.of(RecordsNavigation.record(ref, row.id()));
        }
        return form.partOf()
                .flatMap(of -> form.field(of.link()))
                .flatMap(owner ->
                        row.values().get(owner.key()) instanceof RecordRef whole && whole.id() instanceof UUID id
                                ? owner.target()
                                        .flatMap(screens.forms()::byId)
                                        .map(target -> RecordsNavigation.record(
                                                new FormRef(target.app().key(), target.key()), id))
                                : Optional.empty());
    }

    private List<ListColumn> columns() {
        UUID position = form.partOf().map(of -> of.position()).orElse(link.id());
        return ListColumn.of(form, screens.texts(), screens.format().locale()).stream()
                .filter(column -> column.field() instanceof PublishedField<?, ?> field
                        && !field.id().equals(link.id())
                        && !field.id().equals(position)
                        && isShort(field))
                .limit(COLUMNS)
                .toList();
    }

    private static boolean isShort(PublishedField<?, ?> field) {
        return switch (field.kind()) {
            case FILE, STRUCTURE -> false;
            case TEXT, NUMBER, BOOLEAN, DATE, TIME, DATE_TIME, CHOICE, REFERENCE, REFERENCES -> true;
        };
    }

    private ListRequest request(int limit) {
        return new ListRequest(ref, condition, "", List.of(), columnKeys(), limit, next, false);
    }

    private Set<String> columnKeys() {
        Set<String> keys = columns().stream().map(ListColumn::key).collect(Collectors.toSet());
        form.partOf()
                .flatMap(of -> form.field(of.link()))
                .map(PublishedField::key)
                .ifPresent(keys::add);
        // None at all would ask for every field.
        keys.add(link.key());
        return keys;
    }

    private void read(int limit) {
        RecordPage page = screens.query().list(request(limit));
        shown.addAll(page.items());
        next = page.next();
        grid.setItems(List.copyOf(shown));
        grid.setVisible(!shown.isEmpty());
        more.setVisible(next != null);
        if (next == null) {
            count.setText(shown.isEmpty() ? t("record.linking.none") : t("record.list.count", shown.size()));
        } else if (count.getText().isEmpty()) {
            count.setText(t("record.linking.first", shown.size()));
            screens.count(
                    request(FIRST).after(null),
                    found -> count.setText(
                            t(found.exact() ? "record.list.count" : "record.list.countAbout", found.value())));
        }
    }
}
