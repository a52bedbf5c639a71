package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.millwright.flow.DepartmentSource;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.spi.FlowWords;
import dev.millwright.form.PublishedField;
import dev.millwright.identity.Department;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says whom of which department: its head or one some levels above, all its members, or those with a role. */
final class InDepartmentDialog extends Dialog {

    private static final int HIGHEST = 19;

    /** Whom of the department. */
    private enum Whom {
        HEAD,
        MEMBERS,
        ROLE
    }

    /** Which department. */
    private enum Which {
        STARTER,
        HANDLER_BEFORE,
        PERSON_FIELD,
        DEPARTMENT_FIELD,
        NAMED
    }

    private final transient DesignEditors editors;
    private final Select<Whom> whom = new Select<>();
    private final IntegerField levels = new IntegerField(t("flow.people.in.levels"));
    private final ComboBox<String> role = new ComboBox<>(t("flow.people.in.role"));
    private final Select<Which> which = new Select<>();
    private final ComboBox<String> personField = new ComboBox<>(t("flow.people.in.personField"));
    private final ComboBox<String> departmentField = new ComboBox<>(t("flow.people.in.departmentField"));
    private final ComboBox<String> department = new ComboBox<>(t("flow.people.in.department"));
    private final Paragraph said = new Paragraph();

    /**
     * @param present what is changed; null for another one
     * @param done takes what was chosen
     */
    InDepartmentDialog(DesignEditors editors, @Nullable PeopleSource present, Consumer<PeopleSource> done) {
        this.editors = editors;
        setHeaderTitle(t("flow.people.in.title"));
        setWidth("30rem");
        setMaxWidth("calc(100vw - 2rem)");
        List<String> people = paths(editors, PublishedField::isPerson);
        List<String> departments = paths(editors, field -> field.type().namesDepartment());
        whom.setLabel(t("flow.people.in.whom"));
        whom.setItems(Whom.values());
        whom.setItemLabelGenerator(one -> t("flow.people.in.whom." + one.name().toLowerCase(Locale.ROOT)));
        levels.setMin(0);
        levels.setMax(HIGHEST);
        levels.setStepButtonsVisible(true);
        levels.setHelperText(t("flow.people.in.levels.help"));
        role.setItems(editors.tools().people().roles());
        role.setItemLabelGenerator(one -> FlowWords.role(one, editors.context()));
        which.setLabel(t("flow.people.in.which"));
        which.setItems(Stream.of(Which.values())
                .filter(one -> switch (one) {
                    case PERSON_FIELD -> !people.isEmpty();
                    case DEPARTMENT_FIELD -> !departments.isEmpty();
                    case STARTER, HANDLER_BEFORE, NAMED -> true;
                })
                .toList());
        which.setItemLabelGenerator(
                one -> t("flow.people.in.which." + one.name().toLowerCase(Locale.ROOT)));
        personField.setItems(people);
        departmentField.setItems(departments);
        department.setItems(editors.tools().people().departments().stream()
                .map(Department::path)
                .toList());
        Stream.of(personField, departmentField)
                .forEach(box -> box.setItemLabelGenerator(path -> FlowWords.field(path, editors.context())));
        boxes().forEach(box -> {
            box.setWidthFull();
            box.setManualValidation(true);
            box.addValueChangeListener(change -> box.setInvalid(false));
        });
        whom.setWidthFull();
        which.setWidthFull();
        levels.setWidthFull();
        begin(present == null ? new PeopleSource.HeadIn(first(departments), 1) : present);
        whom.addValueChangeListener(change -> show());
        levels.addValueChangeListener(change -> show());
        which.addValueChangeListener(change -> show());
        boxes().forEach(field -> field.addValueChangeListener(change -> show()));
        said.addClassName("mw-hint");
        said.getElement().setAttribute("role", "status");
        Div content = new Div(whom, levels, role, which, personField, departmentField, department, said);
        content.addClassName("mw-stack");
        add(content);
        show();
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button take = new Button(
                t(present == null ? "flow.people.in.add" : "flow.people.in.change"),
                click -> checked().ifPresent(source -> {
                    close();
                    done.accept(source.plainest());
                }));
        take.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, take);
    }

    private Stream<ComboBox<String>> boxes() {
        return Stream.of(role, personField, departmentField, department);
    }

    /** Whether a source is one that this dialog says. */
    static boolean says(PeopleSource source) {
        return of(source).flatMap(InDepartmentDialog::which).isPresent();
    }

    /** Fields of the record of a kind, and those of records that it links to. */
    static List<String> paths(DesignEditors editors, Predicate<PublishedField<?, ?>> wanted) {
        return editors.context().fields().stream()
                .flatMap(field -> wanted.test(field)
                        ? Stream.of(field.key())
                        : field.target().stream()
                                .flatMap(form -> editors.context().fields(form).stream())
                                .filter(wanted)
                                .map(linked -> field.key() + "." + linked.key()))
                .toList();
    }

    private static DepartmentSource first(List<String> departments) {
        return departments.isEmpty()
                ? new DepartmentSource.OfPeople(new PeopleSource.Starter())
                : new DepartmentSource.InField(departments.getFirst());
    }

    private static Optional<DepartmentSource> of(PeopleSource source) {
        return switch (source) {
            case PeopleSource.HeadIn(DepartmentSource of, int _) -> Optional.of(of);
            case PeopleSource.MembersIn(DepartmentSource of) -> Optional.of(of);
            case PeopleSource.RoleIn(String _, DepartmentSource of) -> Optional.of(of);
            case PeopleSource.StarterHead _ -> Optional.of(new DepartmentSource.OfPeople(new PeopleSource.Starter()));
            case PeopleSource.HeadOf(String path) -> Optional.of(new DepartmentSource.Named(path));
            case PeopleSource.InDepartment(String path) -> Optional.of(new DepartmentSource.Named(path));
            case PeopleSource.Named _,
                    PeopleSource.InRole _,
                    PeopleSource.Starter _,
                    PeopleSource.InField _,
                    PeopleSource.ChosenByStarter _,
                    PeopleSource.ChosenBefore _,
                    PeopleSource.HandlerBefore _ -> Optional.empty();
        };
    }

    private static Optional<Which> which(DepartmentSource of) {
        return switch (of) {
            case DepartmentSource.Named _ -> Optional.of(Which.NAMED);
            case DepartmentSource.InField _ -> Optional.of(Which.DEPARTMENT_FIELD);
            case DepartmentSource.OfPeople(PeopleSource.Starter _) -> Optional.of(Which.STARTER);
            case DepartmentSource.OfPeople(PeopleSource.HandlerBefore _) -> Optional.of(Which.HANDLER_BEFORE);
            case DepartmentSource.OfPeople(PeopleSource.InField _) -> Optional.of(Which.PERSON_FIELD);
            case DepartmentSource.OfPeople _ -> Optional.empty();
        };
    }

    private void begin(PeopleSource source) {
        DepartmentSource of = of(source).orElseThrow();
        which.setValue(which(of).orElseThrow());
        whom.setValue(
                switch (source) {
                    case PeopleSource.MembersIn _, PeopleSource.InDepartment _ -> Whom.MEMBERS;
                    case PeopleSource.RoleIn _ -> Whom.ROLE;
                    default -> Whom.HEAD;
                });
        levels.setValue(
                switch (source) {
                    case PeopleSource.HeadIn(DepartmentSource _, int up) -> up - 1;
                    case PeopleSource.StarterHead(int up) -> up - 1;
                    default -> 0;
                });
        if (source instanceof PeopleSource.RoleIn(String key, DepartmentSource _)) {
            choose(role, key);
        }
        switch (of) {
            case DepartmentSource.Named(String path) -> choose(department, path);
            case DepartmentSource.InField(String path) -> choose(departmentField, path);
            case DepartmentSource.OfPeople(PeopleSource.InField(String path)) -> choose(personField, path);
            case DepartmentSource.OfPeople _ -> {}
        }
    }

    /** What is not there any more is left to be chosen anew. */
    private static void choose(ComboBox<String> box, String value) {
        if (box.getListDataView().contains(value)) {
            box.setValue(value);
        }
    }

    private void show() {
        levels.setVisible(whom.getValue() == Whom.HEAD);
        role.setVisible(whom.getValue() == Whom.ROLE);
        personField.setVisible(which.getValue() == Which.PERSON_FIELD);
        departmentField.setVisible(which.getValue() == Which.DEPARTMENT_FIELD);
        department.setVisible(which.getValue() == Which.NAMED);
        said.setText(missing().isEmpty() ? FlowWords.source(source().plainest(), editors.context()) : "");
    }

    /** What is still to be chosen. */
    private List<ComboBox<String>> missing() {
        return boxes().filter(box -> box.isVisible() && box.getOptionalValue().isEmpty())
                .toList();
    }

    private Optional<PeopleSource> checked() {
        List<ComboBox<String>> missing = missing();
        missing.reversed().forEach(box -> {
            box.setErrorMessage(t("flow.people.in.missing"));
            box.setInvalid(true);
            box.focus();
        });
        return missing.isEmpty() ? Optional.of(source()) : Optional.empty();
    }

    private PeopleSource source() {
        DepartmentSource of = switch (which.getValue()) {
            case STARTER -> new DepartmentSource.OfPeople(new PeopleSource.Starter());
            case HANDLER_BEFORE -> new DepartmentSource.OfPeople(new PeopleSource.HandlerBefore());
            case PERSON_FIELD -> new DepartmentSource.OfPeople(new PeopleSource.InField(chosen(personField)));
            case DEPARTMENT_FIELD -> new DepartmentSource.InField(chosen(departmentField));
            case NAMED -> new DepartmentSource.Named(chosen(department));
        };
        return switch (whom.getValue()) {
            case HEAD ->
                new PeopleSource.HeadIn(
                        of, 1 + Math.clamp(levels.getOptionalValue().orElse(0), 0, HIGHEST));
            case MEMBERS -> new PeopleSource.MembersIn(of);
            case ROLE -> new PeopleSource.RoleIn(chosen(role), of);
        };
    }

    private static String chosen(ComboBox<String> box) {
        return box.getOptionalValue().orElse("");
    }
}
