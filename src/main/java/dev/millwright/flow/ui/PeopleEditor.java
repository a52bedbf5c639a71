package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropEffect;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.flow.DepartmentSource;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.spi.FlowWords;
import dev.millwright.form.PublishedField;
import dev.millwright.identity.Department;
import dev.millwright.ui.Icons;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Says where the people of a step come from: sources as chips, and one search over all that can be chosen. */
final class PeopleEditor extends Composite<Div> {

    private static final int OFFERED = 60;

    private final DesignEditors editors;
    private final ValueAccess<List<PeopleSource>> value;
    private final Div chips = new Div();
    private final Span order = new Span();

    PeopleEditor(DesignEditors editors, String label, ValueAccess<List<PeopleSource>> value) {
        this.editors = editors;
        this.value = value;
        getContent().addClassName("mw-flow-people");
        Span heading = new Span(label);
        heading.addClassName("mw-conditions-label");
        chips.addClassName("mw-filter-chips");
        Button in = new Button(
                t("flow.people.in"),
                Icons.of("vaadin:sitemap"),
                click -> new InDepartmentDialog(editors, null, this::add).open());
        in.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        order.setText(t("flow.people.inSequence"));
        order.addClassName("mw-property-help");
        getContent().add(heading, chips, order, picker(label), in);
        show();
    }

    private ComboBox<PeopleSource> picker(String label) {
        ComboBox<PeopleSource> box = new ComboBox<>();
        box.addClassName("mw-principal-picker");
        box.setPlaceholder(t("flow.people.add"));
        box.setAriaLabel(label + ": " + t("flow.people.add"));
        box.setPrefixComponent(Icons.of("vaadin:plus"));
        box.setWidthFull();
        box.setItemLabelGenerator(this::words);
        box.setRenderer(new ComponentRenderer<>(this::row));
        box.setItems(new CallbackDataProvider<>(
                query -> offered(query.getFilter().orElse(""))
                        .skip(query.getOffset())
                        .limit(query.getLimit()),
                query -> (int) offered(query.getFilter().orElse("")).count()));
        // Whoever types a name and presses Enter means the first that is found.
        box.setAllowCustomValue(true);
        box.addCustomValueSetListener(typed -> {
            box.clear();
            offered(typed.getDetail()).findFirst().ifPresent(this::add);
        });
        box.addValueChangeListener(change -> {
            PeopleSource chosen = change.getValue();
            if (chosen != null) {
                box.clear();
                add(chosen);
            }
        });
        return box;
    }

    private void add(PeopleSource chosen) {
        List<PeopleSource> more = new ArrayList<>(value.get());
        if (!more.contains(chosen)) {
            more.add(chosen);
            value.set(List.copyOf(more));
        }
        show();
    }

    private void change(PeopleSource present, PeopleSource chosen) {
        value.set(value.get().stream()
                .map(one -> one.equals(present) ? chosen : one)
                .distinct()
                .toList());
        show();
    }

    private String words(PeopleSource source) {
        return FlowWords.source(source, editors.context());
    }

    /** Takes it to another place in the order, from 0. */
    private void move(PeopleSource source, int to) {
        List<PeopleSource> ordered = new ArrayList<>(value.get());
        if (to >= 0 && to < ordered.size() && ordered.remove(source)) {
            ordered.add(to, source);
            value.set(List.copyOf(ordered));
        }
        show();
    }

    void show() {
        List<PeopleSource> sources = value.get();
        boolean ordered = editors.inSequence();
        chips.removeAll();
        chips.setVisible(!sources.isEmpty());
        chips.setClassName("mw-flow-order", ordered);
        order.setVisible(ordered);
        for (int i = 0; i < sources.size(); i++) {
            int at = i;
            PeopleSource source = sources.get(at);
            Button remove = new Button(Icons.of("vaadin:close-small"), click -> {
                List<PeopleSource> fewer = new ArrayList<>(value.get());
                fewer.remove(source);
                value.set(List.copyOf(fewer));
                show();
            });
            remove.setAriaLabel(t("flow.people.remove", words(source)));
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
            Div chip = new Div(Icons.of(icon(source)), named(source), remove);
            chip.addClassName("mw-chip");
            if (ordered && sources.size() > 1) {
                Span number = new Span(String.valueOf(at + 1));
                number.addClassName("mw-flow-order-number");
                chip.addComponentAsFirst(number);
                chip.addComponentAtIndex(
                        chip.getComponentCount() - 1, step("vaadin:arrow-up", "flow.people.up", source, at, at - 1));
                chip.addComponentAtIndex(
                        chip.getComponentCount() - 1,
                        step("vaadin:arrow-down", "flow.people.down", source, at, at + 1));
                dragging(chip, source, at);
            }
            chips.add(chip);
        }
    }

    private Button step(String icon, String key, PeopleSource source, int at, int to) {
        Button button = new Button(Icons.of(icon), click -> {
            move(source, to);
            focus(to, key);
        });
        button.setAriaLabel(t(key, words(source)));
        button.setTooltipText(t(key, words(source)));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        button.setEnabled(to >= 0 && to < value.get().size());
        button.getElement().setAttribute("data-step", at < to ? "down" : "up");
        return button;
    }

    /** Whoever moves something by keyboard goes on with it, by the other key where it cannot go further. */
    private void focus(int at, String key) {
        String wanted = key.equals("flow.people.up") ? "up" : "down";
        chips.getChildren()
                .skip(Math.clamp(at, 0, chips.getComponentCount() - 1))
                .findFirst()
                .flatMap(chip -> chip.getChildren()
                        .filter(Button.class::isInstance)
                        .map(Button.class::cast)
                        .filter(Button::isEnabled)
                        .filter(button -> button.getElement().hasAttribute("data-step"))
                        .max(Comparator.comparing(
                                button -> wanted.equals(button.getElement().getAttribute("data-step")))))
                .ifPresent(Button::focus);
    }

    private void dragging(Div chip, PeopleSource source, int at) {
        DragSource<Div> drag = DragSource.create(chip);
        drag.setEffectAllowed(EffectAllowed.MOVE);
        drag.setDragData(source);
        DropTarget<Div> target = DropTarget.create(chip);
        target.setDropEffect(DropEffect.MOVE);
        target.addDropListener(drop -> drop.getDragData()
                .filter(PeopleSource.class::isInstance)
                .map(PeopleSource.class::cast)
                .filter(dropped -> !dropped.equals(source))
                .ifPresent(dropped -> move(dropped, at)));
    }

    /** What is said of a department can be changed, such as how many levels up. */
    private Component named(PeopleSource source) {
        if (!InDepartmentDialog.says(source)) {
            return new Span(words(source));
        }
        Button change = new Button(
                words(source),
                click -> new InDepartmentDialog(editors, source, chosen -> change(source, chosen)).open());
        change.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
        change.setTooltipText(t("flow.people.in.change"));
        return change;
    }

    private Div row(PeopleSource source) {
        Span name = new Span(words(source));
        Span about = new Span(about(source));
        about.addClassName("mw-search-context");
        Div words = new Div(name, about);
        words.addClassName("mw-search-words");
        Div row = new Div(Icons.of(icon(source)), words);
        row.addClassName("mw-search-hit");
        return row;
    }

    private static String icon(PeopleSource source) {
        return switch (source) {
            case PeopleSource.Named _ -> "vaadin:user";
            case PeopleSource.InRole _ -> "vaadin:users";
            case PeopleSource.InDepartment _ -> "vaadin:sitemap";
            case PeopleSource.MembersIn _, PeopleSource.RoleIn _ -> "vaadin:sitemap";
            case PeopleSource.HeadOf _, PeopleSource.StarterHead _, PeopleSource.HeadIn _ -> "vaadin:user-star";
            case PeopleSource.Starter _, PeopleSource.HandlerBefore _ -> "vaadin:user-clock";
            case PeopleSource.InField _ -> "vaadin:user-card";
            case PeopleSource.ChosenByStarter _, PeopleSource.ChosenBefore _ -> "vaadin:user-check";
        };
    }

    private String about(PeopleSource source) {
        return switch (source) {
            case PeopleSource.Named(var people) ->
                people.stream()
                        .map(person -> person.id())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .flatMap(editors.tools().people()::find)
                        .map(person -> person.email())
                        .orElse(t("flow.people.about.person"));
            case PeopleSource.InRole _ -> t("flow.people.about.role");
            case PeopleSource.InDepartment(String path) -> path;
            case PeopleSource.HeadOf(String path) -> path;
            case PeopleSource.Starter _, PeopleSource.StarterHead _ -> t("flow.people.about.starter");
            case PeopleSource.InField _ -> t("flow.people.about.field");
            case PeopleSource.HandlerBefore _ -> t("flow.people.about.handler");
            case PeopleSource.HeadIn(DepartmentSource of, int _) -> about(of);
            case PeopleSource.MembersIn(DepartmentSource of) -> about(of);
            case PeopleSource.RoleIn(String _, DepartmentSource of) -> about(of);
            case PeopleSource.ChosenByStarter _, PeopleSource.ChosenBefore _ -> t("flow.people.about.chosen");
        };
    }

    private String about(DepartmentSource of) {
        return switch (of) {
            case DepartmentSource.Named(String path) -> path;
            case DepartmentSource.InField _ -> t("flow.people.about.departmentField");
            case DepartmentSource.OfPeople(PeopleSource people) -> about(people);
        };
    }

    /** What stands to whoever starts comes first; people only by their names, there may be many. */
    private Stream<PeopleSource> offered(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<PeopleSource> present = value.get();
        List<Department> departments = editors.tools().people().departments();
        Stream<PeopleSource> relative = Stream.of(
                new PeopleSource.StarterHead(1),
                new PeopleSource.Starter(),
                new PeopleSource.ChosenByStarter(),
                new PeopleSource.ChosenBefore(),
                new PeopleSource.HandlerBefore(),
                new PeopleSource.HeadIn(new DepartmentSource.OfPeople(new PeopleSource.HandlerBefore()), 1),
                new PeopleSource.StarterHead(2),
                new PeopleSource.StarterHead(3));
        Stream<PeopleSource> others = Stream.of(
                        fields(),
                        editors.tools().people().roles().stream().map(PeopleSource.InRole::new),
                        departments.stream().map(Department::path).map(PeopleSource.HeadOf::new),
                        departments.stream().map(Department::path).map(PeopleSource.InDepartment::new))
                .flatMap(some -> some);
        Stream<PeopleSource> people =
                editors.findPeople(text, OFFERED).stream().map(person -> new PeopleSource.Named(List.of(person)));
        Stream<PeopleSource> known = Stream.concat(relative, others)
                .filter(source -> (words(source) + " " + about(source))
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted));
        return (wanted.isEmpty() ? Stream.concat(known, people) : Stream.concat(people, known))
                .filter(source -> !present.contains(source));
    }

    /** People and departments in fields of the record, and of records that it links to. */
    private Stream<PeopleSource> fields() {
        Stream<PeopleSource> people = InDepartmentDialog.paths(editors, PublishedField::isPerson).stream()
                .map(PeopleSource.InField::new)
                .flatMap(
                        person -> Stream.of(person, new PeopleSource.HeadIn(new DepartmentSource.OfPeople(person), 1)));
        Stream<PeopleSource> departments =
                InDepartmentDialog.paths(editors, field -> field.type().namesDepartment()).stream()
                        .map(DepartmentSource.InField::new)
                        .flatMap(in -> Stream.of(new PeopleSource.HeadIn(in, 1), new PeopleSource.MembersIn(in)));
        return Stream.concat(people, departments);
    }
}
