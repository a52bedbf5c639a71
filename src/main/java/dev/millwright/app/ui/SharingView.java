package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.select.SelectVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import dev.millwright.app.Access;
import dev.millwright.app.Action;
import dev.millwright.app.AppRights;
import dev.millwright.app.AppRights.VersionedRights;
import dev.millwright.app.Limit;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Rights;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.app.spi.LimitScreen;
import dev.millwright.app.ui.RightsEdit.Preset;
import dev.millwright.identity.People;
import dev.millwright.identity.Principal;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.ui.ConfirmDialog;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.Shell;
import dev.millwright.ui.UiTexts;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;

/** Who may open an app and what they may do in it; every change is saved at once. */
@Route(AppNavigation.SHARING)
@PermitAll
class SharingView extends AppPage {

    /** Rights are given by form; forms are that kind of definition. */
    private static final String FORM = "form";

    /** Which line is shown at once: the form and the member. */
    private static final String AT = "at";

    private static final char BETWEEN = '~';

    private final transient AppRights appRights;
    private final transient PublishedApps published;
    private final transient PrincipalNames names;
    private final transient ObjectProvider<DefinitionKind<?>> kinds;
    private final transient Optional<LimitScreen> limits;
    private final transient List<Runnable> rows = new ArrayList<>();
    private final Set<String> openedForms = new LinkedHashSet<>();
    private transient VersionedRights shown =
            new VersionedRights(new Rights(List.of(), List.of(), List.of(), Map.of()), 0);

    SharingView(
            AppRights rights,
            PublishedApps published,
            People people,
            ObjectProvider<LimitScreen> limits,
            ObjectProvider<DefinitionKind<?>> kinds) {
        super(rights, t("app.ui.sharing"));
        this.limits = limits.stream().findFirst();
        this.kinds = kinds;
        this.appRights = rights;
        this.published = published;
        this.names = new PrincipalNames(people);
    }

    @Override
    void enter(BeforeEnterEvent event, Access access) {
        if (!access.designs() && !access.manages()) {
            throw new NotAllowedException("app.error.ownersOnly", access.app().label());
        }
        read();
        event.getLocation().getQueryParameters().getSingleParameter(AT).ifPresent(this::showLine);
    }

    /** Opens to what the line is kept for who may change it, and brings it into view for all. */
    private void showLine(String spot) {
        int end = spot.indexOf(BETWEEN);
        if (end < 0) {
            return;
        }
        String form = spot.substring(0, end);
        String member = spot.substring(end + 1);
        rights().members().stream()
                .filter(one -> one.toString().equals(member) && RightsEdit.isOverridden(rights(), one, form))
                .findFirst()
                .ifPresent(one -> {
                    getContent()
                            .getElement()
                            .executeJs(
                                    "for (const row of this.querySelectorAll('[data-form]')) "
                                            + "if (row.dataset.form === $0 && row.dataset.member === $1) "
                                            + "row.scrollIntoView({block: 'center'})",
                                    form,
                                    member);
                    if (access().manages()) {
                        ask(line(names.name(one), one, form));
                    }
                });
    }

    private void read() {
        shown = appRights.of(app());
        show();
    }

    private Rights rights() {
        return shown.rights();
    }

    private void show() {
        boolean editable = access().manages();
        rows.clear();
        getContent().removeAll();
        getContent().add(new PageHeader(t("app.ui.sharing"), t("app.ui.sharing.subtitle")));
        if (!editable) {
            Paragraph hint = new Paragraph(t("app.ui.sharing.readOnly"));
            hint.addClassName("mw-banner");
            getContent().add(hint);
        }
        Div makers = new Div(
                circle("app.ui.sharing.owners", rights().owners(), owners -> rights().withOwners(owners), editable),
                circle(
                        "app.ui.sharing.designers",
                        rights().designers(),
                        designers -> rights().withDesigners(designers),
                        editable));
        makers.addClassName("mw-sharing-makers");
        getContent().add(makers, members(editable));
    }

    private Div circle(
            String text, List<Principal> principals, Function<List<Principal>, Rights> with, boolean editable) {
        Paragraph help = new Paragraph(t(text + ".help"));
        help.addClassName("mw-hint");
        Div chips = new Div();
        chips.addClassName("mw-chips");
        for (Principal principal : principals) {
            chips.add(chip(
                    principal,
                    editable,
                    () -> save(
                            with.apply(RightsEdit.without(principals, principal)),
                            t("app.ui.sharing.removed", names.name(principal)))));
        }
        Div card = new Div(new H2(t(text)), help, chips);
        card.addClassName("mw-panel");
        if (editable) {
            card.add(new PrincipalPicker(
                    t("app.ui.sharing.add"),
                    names,
                    () -> principals,
                    principal -> save(with.apply(RightsEdit.with(principals, principal)), t("app.ui.sharing.done"))));
        }
        return card;
    }

    private Span chip(Principal principal, boolean editable, Runnable remove) {
        String name = names.name(principal);
        Span chip = new Span(Icons.of(names.icon(principal)), new Span(name));
        chip.addClassName("mw-chip");
        chip.setTitle(names.about(principal));
        if (editable) {
            chip.add(removeButton(name, remove));
        }
        return chip;
    }

    private static Button removeButton(String name, Runnable remove) {
        Button button = new Button(Icons.of("vaadin:close-small"), click -> remove.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
        button.setAriaLabel(t("app.ui.sharing.remove", name));
        return button;
    }

    private Div members(boolean editable) {
        Paragraph help = new Paragraph(t("app.ui.sharing.members.help"));
        help.addClassName("mw-hint");
        Div card = new Div(new H2(t("app.ui.sharing.members")), help);
        card.addClassNames("mw-panel", "mw-sharing-members");
        if (editable) {
            card.add(new PrincipalPicker(
                    t("app.ui.sharing.add"),
                    names,
                    () -> rights().members(),
                    member -> save(
                            RightsEdit.withMember(rights(), member), t("app.ui.sharing.added", names.name(member)))));
        }
        if (rights().members().isEmpty()) {
            Paragraph none = new Paragraph(t("app.ui.sharing.noMembers"));
            none.addClassName("mw-none");
            card.add(none);
            return card;
        }
        card.add(matrix(editable));
        if (editable) {
            exception().ifPresent(card::add);
        }
        return card;
    }

    private Component matrix(boolean editable) {
        NativeTable table = new NativeTable();
        table.addClassName("mw-matrix");
        NativeTableRow heads = new NativeTableRow(new NativeTableHeaderCell(t("app.ui.sharing.who")));
        for (Action action : Action.values()) {
            NativeTableHeaderCell head = new NativeTableHeaderCell(t("app.ui.action." + action.key()));
            head.getElement().setAttribute("scope", "col");
            heads.add(head);
        }
        NativeTableHeaderCell reach = new NativeTableHeaderCell(t("app.ui.sharing.limits"));
        reach.addClassName("mw-matrix-limits");
        NativeTableHeaderCell preset = new NativeTableHeaderCell(t("app.ui.sharing.preset"));
        preset.addClassName("mw-matrix-preset");
        heads.add(reach, preset);
        table.add(new NativeTableHeader(heads));
        table.add(block(Rights.ANY_FORM, t("app.ui.sharing.anyForm"), t("app.ui.sharing.anyForm.help"), editable));
        forms().forEach((form, label) -> {
            if (openedForms.contains(form) || hasLines(form)) {
                table.add(block(form, label, t("app.ui.sharing.formHelp"), editable));
            }
        });
        return table;
    }

    private boolean hasLines(String form) {
        return rights().members().stream().anyMatch(member -> RightsEdit.isOverridden(rights(), member, form));
    }

    private NativeTableBody block(String form, String label, String help, boolean editable) {
        NativeTableBody body = new NativeTableBody();
        NativeTableHeaderCell head = new NativeTableHeaderCell();
        head.getElement().setAttribute("colspan", String.valueOf(Action.values().length + 3));
        head.getElement().setAttribute("scope", "rowgroup");
        Span name = new Span(label);
        name.addClassName("mw-matrix-form");
        Span about = new Span(help);
        about.addClassName("mw-hint");
        Div line = new Div(name, about);
        line.addClassName("mw-matrix-block");
        boolean isException = !form.equals(Rights.ANY_FORM);
        if (isException && editable) {
            Button drop = new Button(t("app.ui.sharing.dropException"), click -> drop(form, label));
            drop.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            line.add(drop);
        }
        head.add(line);
        NativeTableRow headRow = new NativeTableRow();
        headRow.add(head);
        headRow.addClassName("mw-matrix-head");
        body.add(headRow);
        for (Principal member : rights().members()) {
            body.add(row(form, member, editable));
        }
        return body;
    }

    /** Lines that are kept to something would be open again; that is asked first. */
    private void drop(String form, String label) {
        Runnable dropped = () -> {
            openedForms.remove(form);
            save(RightsEdit.withoutForm(rights(), form), t("app.ui.sharing.done"));
        };
        List<String> opened = rights().members().stream()
                .filter(member -> !rights().limit(member, form).equals(Limit.NONE))
                .map(names::name)
                .toList();
        if (opened.isEmpty()) {
            dropped.run();
        } else {
            ConfirmDialog.danger(
                            t("app.ui.sharing.dropException.title", label),
                            t("app.ui.sharing.dropException.text", opened),
                            t("app.ui.sharing.dropException"),
                            dropped)
                    .open();
        }
    }

    private NativeTableRow row(String form, Principal member, boolean editable) {
        boolean isException = !form.equals(Rights.ANY_FORM);
        String name = names.name(member);
        NativeTableRow row = new NativeTableRow();
        row.getElement().setAttribute("data-member", member.toString()).setAttribute("data-form", form);
        NativeTableHeaderCell who = new NativeTableHeaderCell();
        who.getElement().setAttribute("scope", "row");
        Div person = new Div(PrincipalPicker.row(names, member));
        person.addClassName("mw-matrix-who");
        Span inherited = new Span(t("app.ui.sharing.inherited"));
        inherited.addClassName("mw-hint");
        person.add(inherited);
        if (editable && !isException) {
            person.add(removeButton(
                    name, () -> save(RightsEdit.withoutMember(rights(), member), t("app.ui.sharing.removed", name))));
        }
        who.add(person);
        row.add(who);
        Map<Action, Checkbox> boxes = new EnumMap<>(Action.class);
        for (Action action : Action.values()) {
            Checkbox box = new Checkbox();
            box.setAriaLabel(t("app.ui.sharing.cell", name, t("app.ui.action." + action.key())));
            box.setReadOnly(!editable);
            box.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    Set<Action> present = RightsEdit.actions(rights(), member, form);
                    set(member, form, RightsEdit.toggled(present, action, change.getValue()));
                }
            });
            boxes.put(action, box);
            row.add(new NativeTableCell(box));
        }
        NativeTableCell reach = new NativeTableCell();
        reach.addClassName("mw-matrix-limits");
        row.add(reach);
        Select<Preset> preset = preset(name, member, form, editable);
        NativeTableCell presetCell = new NativeTableCell(preset);
        presetCell.addClassName("mw-matrix-preset");
        row.add(presetCell);
        Runnable fill = () -> {
            Set<Action> actions = RightsEdit.actions(rights(), member, form);
            boolean inherits = isException && !RightsEdit.isOverridden(rights(), member, form);
            row.setClassName("mw-matrix-inherits", inherits);
            inherited.setVisible(inherits);
            boxes.forEach((action, box) -> box.setValue(actions.contains(action)));
            preset.setValue(Preset.of(actions).orElse(null));
            reach.removeAll();
            reach.add(limits(name, member, form, editable));
        };
        fill.run();
        rows.add(fill);
        return row;
    }

    /** To which records and fields the line is kept; limits are about the fields of one form. */
    private Component limits(String name, Principal member, String form, boolean editable) {
        Set<Action> actions = RightsEdit.actions(rights(), member, form);
        if (form.equals(Rights.ANY_FORM) || limits.isEmpty() || actions.isEmpty()) {
            Span all = new Span(t(actions.isEmpty() ? "app.ui.sharing.limits.nothing" : "app.ui.sharing.limits.all"));
            all.addClassName("mw-hint");
            all.setTitle(t("app.ui.sharing.limits.perForm"));
            return all;
        }
        LimitScreen.Line line = line(name, member, form);
        List<String> words = limits.get().words(line);
        Div said = new Div();
        said.addClassName("mw-matrix-limit-words");
        (words.isEmpty() ? List.of(t("app.ui.sharing.limits.all")) : words).forEach(one -> said.add(new Div(one)));
        if (!editable) {
            return said;
        }
        if (words.isEmpty()) {
            said.add(Icons.of("vaadin:pencil"));
        }
        Button change = new Button(said, click -> ask(line));
        change.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        change.addClassName("mw-matrix-limit");
        change.setAriaLabel(t("app.ui.sharing.cell", name, t("app.ui.sharing.limits")));
        return change;
    }

    private LimitScreen.Line line(String name, Principal member, String form) {
        Limit present = RightsEdit.isOverridden(rights(), member, form) ? rights().limit(member, form) : Limit.NONE;
        return new LimitScreen.Line(app(), form, member, name, RightsEdit.actions(rights(), member, form), present);
    }

    private void ask(LimitScreen.Line line) {
        limits.ifPresent(screen -> screen.ask(
                line,
                chosen -> save(
                        RightsEdit.limit(rights(), line.member(), line.form(), chosen), t("app.ui.sharing.done"))));
    }

    private Select<Preset> preset(String name, Principal member, String form, boolean editable) {
        Select<Preset> select = new Select<>();
        select.addThemeVariants(SelectVariant.LUMO_SMALL);
        select.setAriaLabel(t("app.ui.sharing.cell", name, t("app.ui.sharing.preset")));
        select.setItems(Preset.values());
        select.setItemLabelGenerator(
                preset -> t("app.ui.sharing.preset." + preset.name().toLowerCase(Locale.ROOT)));
        select.setPlaceholder(t("app.ui.sharing.preset.custom"));
        select.setReadOnly(!editable);
        select.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                set(member, form, change.getValue().actions());
            }
        });
        return select;
    }

    private void set(Principal member, String form, Set<Action> actions) {
        save(RightsEdit.set(rights(), member, form, actions), t("app.ui.sharing.done"));
    }

    private Optional<Component> exception() {
        Map<String, String> labels = forms();
        List<String> offered = labels.keySet().stream()
                .filter(form -> !openedForms.contains(form) && !hasLines(form))
                .toList();
        if (offered.isEmpty()) {
            return Optional.empty();
        }
        ComboBox<String> box = new ComboBox<>();
        box.addClassName("mw-principal-picker");
        box.setPlaceholder(t("app.ui.sharing.exception"));
        box.setAriaLabel(t("app.ui.sharing.exception"));
        box.setPrefixComponent(Icons.of("vaadin:plus"));
        box.setItems(offered);
        box.setItemLabelGenerator(form -> labels.getOrDefault(form, form));
        box.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                openedForms.add(change.getValue());
                show();
            }
        });
        return Optional.of(box);
    }

    /** Labels of the published forms by key, and of those that rights still name. */
    private Map<String, String> forms() {
        Map<String, String> labels = new LinkedHashMap<>();
        published
                .find(app())
                .ifPresent(app -> app.all(FORM).stream()
                        .filter(form -> hasOwnRights(form.definition()))
                        .forEach(form -> labels.put(form.key(), form.label())));
        rights().matrix()
                .values()
                .forEach(byForm -> byForm.keySet().stream()
                        .filter(form -> !form.equals(Rights.ANY_FORM))
                        .forEach(form -> labels.putIfAbsent(form, form)));
        return labels;
    }

    private boolean hasOwnRights(Object definition) {
        return kinds.stream()
                .filter(kind -> kind.type().isInstance(definition))
                .allMatch(kind -> hasOwnRights(kind, definition));
    }

    private static <D> boolean hasOwnRights(DefinitionKind<D> kind, Object definition) {
        return kind.hasOwnRights(kind.type().cast(definition));
    }

    private void save(Rights changed, String done) {
        Rights before = rights();
        if (store(changed)) {
            Notices.undoable(done, () -> {
                if (store(before)) {
                    Notices.success(t("app.ui.sharing.undone"));
                }
            });
        }
    }

    /** False when it was refused; the page then shows what holds. */
    private boolean store(Rights changed) {
        boolean sameLines = sameLines(rights(), changed);
        try {
            shown = appRights.save(app(), changed, shown.version());
        } catch (ConflictException e) {
            Notices.error(e);
            read();
            return false;
        } catch (InvalidException e) {
            Notices.error(e.problems().stream().map(UiTexts::t).collect(Collectors.joining(" ")));
            read();
            return false;
        }
        if (!access().designs() && !access().manages()) {
            getUI().ifPresent(ui -> ui.navigate(AppNavigation.app(app())));
        } else if (sameLines) {
            // In place, so that whoever goes through the boxes by keyboard stays where they are.
            rows.forEach(Runnable::run);
        } else {
            show();
            Shell.refresh(this);
        }
        return true;
    }

    private boolean sameLines(Rights before, Rights after) {
        return before.members().equals(after.members())
                && before.owners().equals(after.owners())
                && before.designers().equals(after.designers())
                && shownForms(before).equals(shownForms(after));
    }

    private Set<String> shownForms(Rights rights) {
        Set<String> forms = new HashSet<>(openedForms);
        rights.matrix().values().forEach(byForm -> forms.addAll(byForm.keySet()));
        forms.remove(Rights.ANY_FORM);
        return forms;
    }
}
