package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.millwright.flow.FlowEdit.ChangeFlow;
import dev.millwright.flow.FlowEdit.FlowChange;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.shared.Problems;
import dev.millwright.ui.PropertyPanel;
import dev.millwright.ui.SettingsLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The settings of what starts a flow: how, about which form, and what the type of trigger lets people set. */
final class TriggerSettings extends Composite<Div> {

    private final FlowTools tools;
    private final DesignTimeContext context;
    private final FlowEdits edits;
    private final Object builtOf;
    private final FormSelect form;
    private final Div problem = new Div();
    private final Optional<TypeSettings<?>> own;

    TriggerSettings(FlowTools tools, DesignTimeContext context, FlowEditor editor, FlowEdits edits) {
        this.tools = tools;
        this.context = context;
        this.edits = edits;
        this.builtOf = outline(editor);
        TriggerDefinition trigger = editor.definition().trigger();
        Optional<TriggerType<?>> type = tools.triggerTypes().find(trigger.type());
        getContent().addClassName("mw-settings");
        form = new FormSelect(t("flow.settings.form"), context.forms());
        form.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                edits.edit(new ChangeFlow(new FlowChange.Form(form.form())), false);
            }
        });
        Select<String> select = new Select<>();
        select.setLabel(t("flow.settings.trigger"));
        select.setItems(
                tools.triggerTypes().all().stream().map(TriggerType::key).toList());
        select.setItemLabelGenerator(key -> tools.triggerTypes()
                .find(key)
                .map(found -> t(found.descriptor().label()))
                .orElse(key));
        type.ifPresent(found -> select.setValue(found.key()));
        type.ifPresent(found -> select.setHelperText(t(found.descriptor().help())));
        select.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                edits.edit(new ChangeFlow(new FlowChange.Trigger(change.getValue())), false);
            }
        });
        getContent()
                .add(
                        SettingsParts.head(
                                type.map(found -> found.descriptor().icon()).orElse("vaadin:play-circle-o"),
                                t("flow.settings.starts")),
                        SettingsLayout.group(problem, select, form));
        if (tools.handsIn(editor.definition())) {
            getContent()
                    .add(SettingsLayout.group(FieldRightsButton.ofStart(
                            editor.definition().settings().start(),
                            () -> new FieldRightsDialog(tools, context, editor, edits).open())));
        }
        own = type.filter(found -> !found.properties().isEmpty()).map(found -> typed(found, editor));
        own.ifPresent(settings -> getContent().add(settings.panel));
    }

    private <C> TypeSettings<C> typed(TriggerType<C> type, FlowEditor editor) {
        return new TypeSettings<>(type, editor);
    }

    private static Object outline(FlowEditor editor) {
        return List.of(
                Optional.ofNullable(editor.definition().form()),
                editor.definition().trigger().type(),
                editor.definition().settings().start());
    }

    /** Whether it can show the trigger as it now is, or has to be made anew. */
    boolean fits(FlowEditor editor) {
        return outline(editor).equals(builtOf);
    }

    void update(FlowEditor editor, Problems problems) {
        form.show(editor.definition().form());
        Problems mine = SettingsParts.below("trigger", problems);
        SettingsParts.show(
                problem,
                new Problems(mine.stream()
                                .filter(one ->
                                        one.path().isEmpty() || one.path().equals("start"))
                                .toList())
                        .and(SettingsParts.below("form", problems)));
        own.ifPresent(settings -> settings.update(editor, mine));
    }

    /** The settings that the type describes. */
    private final class TypeSettings<C> {

        private final TriggerType<C> of;
        private final PropertyPanel<C> panel;

        TypeSettings(TriggerType<C> of, FlowEditor editor) {
            this.of = of;
            panel = new PropertyPanel<>(
                    new SettingsPorts(new DesignEditors(tools, context, editor, edits, null), tools.texts()),
                    of.properties(),
                    config(editor),
                    (config, property) -> edits.edit(
                            new ChangeFlow(new FlowChange.TriggerConfig(
                                    property, (ObjectNode) tools.codec().tree(config))),
                            true));
        }

        private C config(FlowEditor editor) {
            return tools.codec()
                    .tried(of, editor.definition().trigger().config(), Function.identity())
                    .orElseGet(of::defaultConfig);
        }

        void update(FlowEditor editor, Problems problems) {
            panel.update(config(editor), problems);
        }
    }
}
