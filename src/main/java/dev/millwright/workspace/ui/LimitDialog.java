package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.spi.LimitScreen.Line;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.ui.ConditionEditor;
import dev.millwright.form.ui.ConditionField;
import dev.millwright.form.ui.ConditionPorts;
import dev.millwright.form.ui.Conditions;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery.Count;
import dev.millwright.record.RowConditions;
import dev.millwright.shared.DomainException;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks to which records and fields a line of the matrix is kept. */
final class LimitDialog extends Dialog {

    private static final int OFFERED_PEOPLE = 6;
    private static final int OFFERED_DEPARTMENTS = 3;

    private final Line line;
    private final PublishedForm form;
    private final RowConditions conditions;
    private final ConditionPorts ports;
    private final Supplier<Person> whoever;
    private final Paragraph opened = new Paragraph();
    private final Div fields = new Div();
    private final Paragraph stuck = new Paragraph();
    private final Paragraph derived = new Paragraph();
    private final Map<String, FieldGrant> grants = new LinkedHashMap<>();
    private final Map<Action, ConditionEditor> editors = new EnumMap<>(Action.class);
    private final Map<String, FieldGrant> leftGrants = new LinkedHashMap<>();
    private final Map<Action, String> left = new EnumMap<>(Action.class);
    private Limit limit;

    /**
     * @param whoever one of those whom the line is for, for whom the records are counted
     */
    LimitDialog(
            Line line,
            PublishedForm form,
            RowConditions conditions,
            ConditionPorts ports,
            Supplier<Person> whoever,
            Consumer<Limit> chosen) {
        this.line = line;
        this.form = form;
        this.conditions = conditions;
        this.ports = ports;
        this.whoever = whoever;
        this.limit = line.limit();
        grants.putAll(limit.fields());
        setHeaderTitle(t("record.limit.title", line.name(), form.label()));
        setWidth("46rem");
        addClassName("mw-limit-dialog");
        setCloseOnOutsideClick(false);
        add(rows());
        if (line.actions().contains(Action.CHANGE) || line.actions().contains(Action.DELETE)) {
            add(writing());
        }
        stuck.addClassName("mw-banner");
        derived.addClassName("mw-banner");
        add(fieldsSection());
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button save = new Button(t("record.limit.save"), click -> save(chosen));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, save);
        count();
    }

    private void save(Consumer<Limit> chosen) {
        if (editors.entrySet().stream()
                .anyMatch(editor -> editor.getValue().isUnfinished()
                        || limit.rows().getOrDefault(editor.getKey(), "").isEmpty())) {
            Notices.error(t("record.limit.unfinished"));
            return;
        }
        Limit decided = limit.with(grants);
        for (Map.Entry<Action, String> row : decided.rows().entrySet()) {
            var problems = conditions.check(ref(), row.getValue());
            if (problems.hasErrors()) {
                Notices.error(t(problems.items().getFirst()));
                return;
            }
        }
        close();
        chosen.accept(decided);
    }

    private FormRef ref() {
        return new FormRef(line.app(), line.form());
    }

    private Div rows() {
        Div body = new Div();
        body.addClassName("mw-limit-condition");
        RadioButtonGroup<Boolean> which = new RadioButtonGroup<>();
        which.setItems(false, true);
        which.setItemLabelGenerator(some -> t(some ? "record.limit.rows.some" : "record.limit.rows.all"));
        which.setAriaLabel(t("record.limit.rows"));
        which.setValue(limit.rows().containsKey(Action.SEE));
        which.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                choose(body, Action.SEE, change.getValue());
            }
        });
        showCondition(body, Action.SEE, limit.rows().containsKey(Action.SEE));
        opened.addClassNames("mw-hint", "mw-limit-count");
        opened.getElement().setAttribute("aria-live", "polite");
        return section("record.limit.rows", which, body, opened);
    }

    /** A condition that is left for all records comes back when they are some again. */
    private void choose(Div body, Action action, boolean some) {
        if (some) {
            set(action, left.getOrDefault(action, ""));
        } else {
            left.put(action, limit.rows().getOrDefault(action, ""));
            set(action, "");
        }
        showCondition(body, action, some);
    }

    private void showCondition(Div body, Action action, boolean some) {
        body.removeAll();
        editors.remove(action);
        if (some) {
            if (action == Action.SEE) {
                body.add(quick(body));
            }
            ConditionEditor editor = new ConditionEditor(ports, "", null, new ValueAccess<>() {
                @Override
                public String get() {
                    return limit.rows().getOrDefault(action, "");
                }

                @Override
                public void set(String text) {
                    LimitDialog.this.set(action, text);
                }
            });
            editors.put(action, editor);
            body.add(editor);
        }
    }

    /** What is asked for most often, in one click. */
    private Div quick(Div body) {
        Div chips = new Div();
        chips.addClassName("mw-limit-quick");
        List<ConditionField> people = ports.fields(null).stream()
                .filter(field -> field.type() == ExpressionType.PERSON)
                .limit(OFFERED_PEOPLE)
                .toList();
        for (ConditionField field : people) {
            Conditions.Row mine =
                    new Conditions.Row(field.key(), Conditions.Test.IS, List.of(new Conditions.Literal.Me()));
            chips.add(chip(body, t("record.limit.rows.me", field.label()), "vaadin:user", mine));
        }
        ports.fields(null).stream()
                .filter(ConditionField::department)
                .limit(OFFERED_DEPARTMENTS)
                .forEach(field -> {
                    chips.add(chip(
                            body,
                            t("record.limit.rows.mine", field.label()),
                            "vaadin:group",
                            new Conditions.Row(field.key(), Conditions.Test.MINE, List.of())));
                    chips.add(chip(
                            body,
                            t("record.limit.rows.underMine", field.label()),
                            "vaadin:file-tree",
                            new Conditions.Row(field.key(), Conditions.Test.UNDER_MINE, List.of())));
                });
        return chips;
    }

    private Button chip(Div body, String words, String icon, Conditions.Row row) {
        Button chip = new Button(words, Icons.of(icon), click -> {
            set(Action.SEE, joined(limit.rows().getOrDefault(Action.SEE, ""), row));
            showCondition(body, Action.SEE, true);
        });
        chip.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return chip;
    }

    /** What is there stays as it is joined; only how many conditions there are changes. */
    private static String joined(String present, Conditions.Row mine) {
        return Conditions.read(present)
                .map(conditions -> {
                    List<Conditions.Row> more = new ArrayList<>(conditions.rows());
                    if (!more.contains(mine)) {
                        more.add(mine);
                    }
                    return new Conditions(conditions.any(), more).expression();
                })
                .orElseGet(() -> "(" + present + ") and " + new Conditions(false, List.of(mine)).expression());
    }

    private void set(Action action, String condition) {
        limit = limit.with(action, condition);
        begun();
        if (action == Action.SEE) {
            count();
        }
    }

    /** What was begun is not lost by a key. */
    private void begun() {
        setCloseOnEsc(false);
    }

    private void count() {
        String condition = limit.rows().getOrDefault(Action.SEE, "");
        if (condition.isEmpty()) {
            opened.setText("");
            return;
        }
        try {
            Person person = whoever.get();
            Count some = conditions.count(ref(), condition, person);
            Count all = conditions.count(ref(), "", person);
            boolean personal = condition.contains("ME()") || condition.contains("MYDEPARTMENT(");
            opened.setText(t(
                    personal ? "record.limit.opens.me" : "record.limit.opens",
                    number(some),
                    number(all),
                    person.name()));
        } catch (DomainException e) {
            opened.setText(t(e));
        }
    }

    private static String number(Count count) {
        String digits = NumberFormat.getIntegerInstance(locale()).format(count.value());
        return count.exact() ? digits : t("record.limit.about", digits);
    }

    private Div writing() {
        Div section = section("record.limit.writing");
        for (Action action : List.of(Action.CHANGE, Action.DELETE)) {
            if (line.actions().contains(action)) {
                section.add(narrower(action));
            }
        }
        Checkbox handOn = new Checkbox(t("record.limit.handOn"), limit.handOn());
        handOn.setHelperText(t("record.limit.handOn.help"));
        handOn.addValueChangeListener(change -> {
            limit = limit.handingOn(change.getValue());
            begun();
        });
        if (line.actions().contains(Action.CHANGE)) {
            section.add(handOn);
        }
        return section;
    }

    private Component narrower(Action action) {
        Div body = new Div();
        body.addClassName("mw-limit-condition");
        Select<Boolean> which = new Select<>();
        which.setLabel(t("record.limit.which." + action.key()));
        which.setItems(false, true);
        which.setItemLabelGenerator(some -> t(some ? "record.limit.narrower" : "record.limit.same"));
        which.setWidthFull();
        which.setValue(limit.rows().containsKey(action));
        which.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                choose(body, action, change.getValue());
            }
        });
        showCondition(body, action, limit.rows().containsKey(action));
        return new Div(which, body);
    }

    private Div fieldsSection() {
        RadioButtonGroup<Boolean> which = new RadioButtonGroup<>();
        which.setItems(false, true);
        which.setItemLabelGenerator(some -> t(some ? "record.limit.fields.some" : "record.limit.fields.all"));
        which.setAriaLabel(t("record.limit.fields"));
        which.setValue(!grants.isEmpty());
        which.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                chooseFields(change.getValue());
            }
        });
        showFields();
        return section("record.limit.fields", which, fields);
    }

    /** What was decided for single fields comes back when they are decided one by one again. */
    private void chooseFields(boolean some) {
        if (some) {
            granted().forEach((key, label) -> grants.put(key, FieldGrant.EDITABLE));
            grants.putAll(leftGrants);
        } else {
            leftGrants.putAll(grants);
            grants.clear();
        }
        begun();
        showFields();
    }

    private void showFields() {
        fields.removeAll();
        if (grants.isEmpty()) {
            return;
        }
        Paragraph later = new Paragraph(t("record.limit.fields.later"));
        later.addClassName("mw-hint");
        Span every = new Span(t("record.limit.fields.everyField"));
        Div shortcuts = new Div(every);
        shortcuts.addClassName("mw-limit-every");
        for (FieldGrant grant : FieldGrant.values()) {
            Button all = new Button(t("app.ui.grant." + grant.key()), click -> {
                granted().forEach((key, label) -> {
                    if (grantsOf(key).contains(grant)) {
                        grants.put(key, grant);
                    }
                });
                begun();
                showFields();
            });
            all.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            all.setAriaLabel(t("record.limit.fields.every", t("app.ui.grant." + grant.key())));
            shortcuts.add(all);
        }
        Div list = new Div();
        list.addClassName("mw-limit-fields");
        granted().forEach((key, label) -> list.add(row(key, label)));
        Paragraph masks = new Paragraph(t("record.limit.fields.masks"));
        masks.addClassName("mw-hint");
        fields.add(later, masks, shortcuts, list);
        fields.add(stuck, derived);
        showStuck();
    }

    /** Lines are there or are not. */
    private List<FieldGrant> grantsOf(String key) {
        return Stream.of(FieldGrant.values())
                .filter(grant -> grant != FieldGrant.MASKED || form.field(key).isPresent())
                .toList();
    }

    /** What is worked out from a value tells of it. */
    private void showDerived() {
        List<String> said = new ArrayList<>();
        for (PublishedField<?, ?> field : form.fields()) {
            String formula = field.definition().formula();
            if (formula == null || !shows(field.key())) {
                continue;
            }
            Set<String> names = new LinkedHashSet<>();
            Expressions.renamed(formula, name -> {
                names.add(name);
                return name;
            });
            names.stream()
                    .flatMap(name -> form.field(name).stream())
                    .filter(of -> !shows(of.key()))
                    .forEach(of -> said.add(t("record.limit.fields.derived", field.label(), of.label())));
        }
        derived.setVisible(!said.isEmpty());
        derived.setText(String.join(" ", said));
    }

    private boolean shows(String key) {
        return grants.getOrDefault(key, FieldGrant.HIDDEN).compareTo(FieldGrant.READ_ONLY) >= 0;
    }

    /** Nobody could add a record any more who may not fill what has to be filled. */
    private void showStuck() {
        List<String> missing = form.fields().stream()
                .filter(field ->
                        field.definition().required() && field.definition().defaultValue() == null)
                .filter(field -> !field.isGenerated())
                .filter(field -> grants.getOrDefault(field.key(), FieldGrant.HIDDEN) != FieldGrant.EDITABLE)
                .<String>map(PublishedField::label)
                .toList();
        stuck.setVisible(line.actions().contains(Action.CREATE) && !missing.isEmpty());
        stuck.setText(t("record.limit.fields.stuck", String.join(t("record.limit.list"), missing)));
        showDerived();
    }

    /** What grants are given for, by key: the fields, and the parts with lines. */
    private Map<String, String> granted() {
        Map<String, String> labels = new LinkedHashMap<>();
        form.fields().forEach(field -> labels.put(field.key(), field.label()));
        form.lineParts().forEach(part -> labels.put(part.key(), part.label()));
        return labels;
    }

    private Div row(String key, String label) {
        Span name = new Span(label);
        RadioButtonGroup<FieldGrant> group = new RadioButtonGroup<>();
        group.setItems(grantsOf(key));
        group.setItemLabelGenerator(grant -> t("app.ui.grant." + grant.key()));
        group.setAriaLabel(label);
        group.setValue(grants.getOrDefault(key, FieldGrant.HIDDEN));
        group.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                grants.put(key, change.getValue());
                begun();
                showStuck();
            }
        });
        Div row = new Div(name, group);
        row.addClassName("mw-limit-field");
        return row;
    }

    private static Div section(String title, Component... parts) {
        Div section = new Div(new H3(t(title)));
        section.addClassName("mw-limit-section");
        section.add(parts);
        return section;
    }
}
