package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormEdit;
import dev.millwright.form.FormEditor;
import dev.millwright.form.FormRule;
import dev.millwright.form.FormRules;
import dev.millwright.form.PublishedField;
import dev.millwright.form.RuleAction;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.ui.Icons;
import dev.millwright.ui.LimitedText;
import dev.millwright.ui.Notices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rules of a form in their order, each in words; one of them is open to be changed. */
final class RulesDialog extends Dialog {

    private static final int LONGEST_NAME = 200;
    private static final int PAUSE_WHILE_TYPING = 400;

    private final FormEditor editor;
    private final DesignPorts ports;
    private final SettingsListener listener;
    private final Div list = new Div();

    /** What was entered of a condition that lacks a value is known to its editor alone. */
    private final Map<UUID, ConditionEditor> conditions = new HashMap<>();

    private @Nullable UUID open;
    private Runnable openChanged = () -> {};

    /** @param open the rule to begin with; null for none */
    RulesDialog(FormEditor editor, DesignPorts ports, SettingsListener listener, @Nullable UUID open) {
        this.editor = editor;
        this.ports = ports;
        this.listener = listener;
        this.open = open;
        setHeaderTitle(t("form.rules.title"));
        addClassName("mw-rules-dialog");
        setWidth("46rem");
        setMaxWidth("100vw");
        Span help = new Span(t("form.rules.help"));
        help.addClassName("mw-hint");
        list.addClassName("mw-rules");
        Button add = new Button(t("form.rules.add"), Icons.of("vaadin:plus"), click -> add());
        add.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        add.addClassName("mw-rules-add");
        add(help, list, add);
        Button done = new Button(t("form.rules.done"), click -> close());
        done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(done);
        addOpenedChangeListener(change -> {
            if (!change.isOpened()) {
                tellUnfinished();
            }
        });
        show();
    }

    /** A rule of which no condition is left that counts would hold always. */
    private void tellUnfinished() {
        for (FormRule rule : rules()) {
            if (isUnfinished(rule.id())) {
                boolean always = rule.when().isBlank();
                if (always && rule.enabled()) {
                    edit(rule.id(), now -> now.withEnabled(false), false);
                }
                Notices.error(t(always ? "form.rules.unfinishedOff" : "form.rules.unfinishedPart", rule.name()));
            }
        }
    }

    private boolean isUnfinished(UUID rule) {
        ConditionEditor condition = conditions.get(rule);
        return condition != null && condition.lacksValue();
    }

    private List<FormRule> rules() {
        return editor.definition().rules();
    }

    private void add() {
        FormRule rule = new FormRule(Ids.next(), freeName(), true, "", List.of());
        listener.edit(new FormEdit.AddRule(rule, rules().size()), false);
        open = rule.id();
        show();
    }

    private String freeName() {
        List<String> taken = rules().stream().map(FormRule::name).toList();
        int number = taken.size() + 1;
        while (taken.contains(t("form.rules.name.begun", number))) {
            number++;
        }
        return t("form.rules.name.begun", number);
    }

    private void show() {
        list.removeAll();
        openChanged = () -> {};
        if (rules().isEmpty()) {
            Span none = new Span(t("form.rules.none"));
            none.addClassName("mw-rules-none");
            list.add(none);
        }
        for (int i = 0; i < rules().size(); i++) {
            list.add(card(rules().get(i), i));
        }
    }

    private RuleWords words() {
        return new RuleWords(editor.definition(), ports, new RulePorts(ports, null).fields(null));
    }

    private Component card(FormRule rule, int index) {
        boolean isOpen = rule.id().equals(open);
        Div card = new Div();
        card.addClassName("mw-rule");
        card.getElement().setAttribute("data-rule", rule.name());
        Checkbox on = new Checkbox(rule.enabled());
        on.setAriaLabel(t("form.rules.on", rule.name()));
        on.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                edit(rule.id(), now -> now.withEnabled(change.getValue()), false);
                show();
            }
        });
        Span name = new Span(rule.name());
        name.addClassName("mw-rule-name");
        Span said = new Span(words().of(rule));
        said.addClassName("mw-rule-words");
        Div text = new Div(name, said);
        text.addClassName("mw-rule-text");
        text.addClickListener(click -> toggle(rule.id()));
        Div head = new Div(on, text);
        head.addClassName("mw-rule-head");
        if (!rule.enabled()) {
            card.addClassName("mw-rule-off");
        }
        head.add(
                button("vaadin:arrow-up", "form.rules.up", index > 0, () -> move(rule.id(), index - 1)),
                button(
                        "vaadin:arrow-down",
                        "form.rules.down",
                        index + 1 < rules().size(),
                        () -> move(rule.id(), index + 1)),
                button(
                        isOpen ? "vaadin:chevron-up" : "vaadin:pencil",
                        "form.rules.edit",
                        true,
                        () -> toggle(rule.id())),
                button("vaadin:trash", "form.rules.delete", true, () -> {
                    listener.edit(new FormEdit.RemoveRule(rule.id()), false);
                    show();
                }));
        Div wrong = new Div();
        wrong.addClassName("mw-rule-wrong");
        showProblems(wrong, rule.id());
        card.add(head);
        if (isOpen) {
            card.add(body(rule));
            openChanged = () -> editor.definition().rule(rule.id()).ifPresent(now -> {
                name.setText(now.name());
                said.setText(words().of(now));
                showProblems(wrong, now.id());
            });
            // What is likely was filled in while the body was made.
            openChanged.run();
        } else {
            dragging(card, rule.id(), index);
        }
        card.add(wrong);
        return card;
    }

    private void dragging(Div card, UUID rule, int index) {
        DragSource<Div> source = DragSource.create(card);
        source.setDragData(rule);
        DropTarget<Div> target = DropTarget.create(card);
        target.addDropListener(drop -> drop.getDragData()
                .filter(UUID.class::isInstance)
                .map(UUID.class::cast)
                .filter(dropped -> !dropped.equals(rule))
                .ifPresent(dropped -> move(dropped, index)));
    }

    private void showProblems(Div wrong, UUID rule) {
        wrong.removeAll();
        if (isUnfinished(rule)) {
            wrong.add(new Span(t("form.rules.unfinished")));
        }
        for (Problem problem : editor.problems()) {
            if (problem.path().equals(rule.toString())) {
                wrong.add(new Span(t(problem)));
            }
        }
        wrong.setVisible(wrong.getComponentCount() > 0);
    }

    private static Button button(String icon, String label, boolean enabled, Runnable clicked) {
        Button button = new Button(Icons.of(icon), click -> clicked.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
        button.setAriaLabel(t(label));
        button.setTooltipText(t(label));
        button.setEnabled(enabled);
        return button;
    }

    private void toggle(UUID rule) {
        open = rule.equals(open) ? null : rule;
        show();
    }

    private void move(UUID rule, int index) {
        listener.edit(new FormEdit.MoveRule(rule, index), false);
        show();
    }

    /** What else of the rule was changed meanwhile stays. */
    private void edit(UUID rule, UnaryOperator<FormRule> change, boolean typing) {
        editor.definition()
                .rule(rule)
                .ifPresent(now -> listener.edit(new FormEdit.ChangeRule(change.apply(now)), typing));
        openChanged.run();
    }

    private Component body(FormRule rule) {
        Div body = new Div();
        body.addClassName("mw-rule-body");
        TextField name = new TextField(t("form.rules.name"));
        name.setWidthFull();
        name.setManualValidation(true);
        name.setValueChangeMode(ValueChangeMode.LAZY);
        name.setValueChangeTimeout(PAUSE_WHILE_TYPING);
        name.setValue(rule.name());
        LimitedText.upTo(LONGEST_NAME, name, typed -> edit(rule.id(), now -> now.withName(typed.strip()), true));
        ConditionEditor begun = isUnfinished(rule.id()) ? conditions.get(rule.id()) : null;
        ConditionEditor when = begun == null ? condition(rule) : begun;
        conditions.put(rule.id(), when);
        Span then = new Span(t("form.rules.then"));
        then.addClassName("mw-conditions-label");
        Div actions = new Div();
        actions.addClassName("mw-flow-stack");
        RuleWords words = words();
        for (int i = 0; i < rule.then().size(); i++) {
            int index = i;
            actions.add(new RuleActionEditor(
                    ports, editor.definition(), words, rule.then().get(i), new RuleActionEditor.Listener() {
                        @Override
                        public void changed(RuleAction action, boolean typing) {
                            edit(rule.id(), now -> now.withThen(with(now.then(), index, action)), typing);
                            if (!typing) {
                                show();
                            }
                        }

                        @Override
                        public void removed() {
                            edit(rule.id(), now -> now.withThen(with(now.then(), index, null)), false);
                            show();
                        }
                    }));
        }
        body.add(when, then, actions, kinds(rule), name);
        return body;
    }

    private ConditionEditor condition(FormRule rule) {
        return new ConditionEditor(new RulePorts(ports, null), t("form.rules.when"), null, new ValueAccess<String>() {
            @Override
            public String get() {
                return editor.definition().rule(rule.id()).map(FormRule::when).orElse("");
            }

            @Override
            public void set(String text) {
                edit(rule.id(), now -> now.withWhen(text), true);
            }
        });
    }

    private static List<RuleAction> with(List<RuleAction> then, int index, @Nullable RuleAction action) {
        List<RuleAction> changed = new ArrayList<>(then);
        if (index < changed.size()) {
            changed.remove(index);
            if (action != null) {
                changed.add(index, action);
            }
        }
        return changed;
    }

    private Component kinds(FormRule rule) {
        FormDefinition form = editor.definition();
        List<UUID> fillable = RuleActionEditor.suitable(form, ports, FormRules::canFill);
        List<UUID> choosable = RuleActionEditor.suitable(
                form,
                ports,
                (PublishedField<?, ?> field) ->
                        field.isEntered() && !field.options().isEmpty());
        Select<RuleKind> kinds = new Select<>();
        kinds.setItems(Arrays.stream(RuleKind.values())
                .filter(kind -> kind != RuleKind.FILL || !fillable.isEmpty())
                .filter(kind -> kind != RuleKind.OFFER || !choosable.isEmpty())
                .toList());
        kinds.setItemLabelGenerator(kind -> kind == null ? "" : t("form.rules.kind." + kind.key()));
        kinds.setPlaceholder(t("form.rules.addAction"));
        kinds.setAriaLabel(t("form.rules.addAction"));
        kinds.setWidthFull();
        kinds.addValueChangeListener(change -> {
            RuleKind kind = change.getValue();
            if (change.isFromClient() && kind != null) {
                UUID any = form.id();
                RuleAction begun = kind.begun(
                        List.of(),
                        fillable.isEmpty() ? any : fillable.getFirst(),
                        choosable.isEmpty() ? any : choosable.getFirst());
                edit(
                        rule.id(),
                        now -> {
                            List<RuleAction> then = new ArrayList<>(now.then());
                            then.add(begun);
                            return now.withThen(then);
                        },
                        false);
                show();
            }
        });
        return kinds;
    }
}
