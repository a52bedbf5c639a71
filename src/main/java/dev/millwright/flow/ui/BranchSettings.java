package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.PropertyKind.ValueAccess;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowEdit.BranchChange;
import dev.millwright.flow.FlowEdit.ChangeBranch;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.ui.SettingsLayout;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The settings of one branch: what it is called and when it is taken. */
final class BranchSettings extends Composite<Div> {

    private final UUID id;
    private final Object builtOf;
    private final TextField label;
    private final Div problem = new Div();
    private String condition;

    BranchSettings(
            FlowTools tools, DesignTimeContext context, BranchDefinition branch, FlowEditor editor, FlowEdits edits) {
        this.id = branch.id();
        this.condition = branch.condition();
        this.builtOf = outline(editor, id);
        getContent().addClassName("mw-settings");
        label = SettingsParts.typed(
                t("flow.settings.branch.label"),
                100,
                text -> edits.edit(new ChangeBranch(id, new BranchChange.Label(text)), true));
        Div group = SettingsLayout.group(problem, label);
        NodeShape shape = editor.ownerOf(id).map(editor::shape).orElse(NodeShape.PARALLEL);
        switch (shape) {
            case EXCLUSIVE, INCLUSIVE ->
                group.add(
                        condition(tools, context, branch, editor, edits), hint("flow.settings.branch." + help(shape)));
            case ANSWER -> group.add(hint("flow.settings.branch." + (isAgreed(editor) ? "agreed" : "refused")));
            case PARALLEL, STEP, JUMP, END -> group.add(hint("flow.settings.branch.parallel"));
        }
        getContent().add(SettingsParts.head("vaadin:split", t("flow.settings.branch")), group);
    }

    private boolean isAgreed(FlowEditor editor) {
        return editor.ownerOf(id)
                .filter(owner -> owner.branches().getFirst().id().equals(id))
                .isPresent();
    }

    private static String help(NodeShape shape) {
        return shape == NodeShape.EXCLUSIVE ? "exclusive" : "inclusive";
    }

    private static Span hint(String key) {
        Span hint = new Span(t(key));
        hint.addClassName("mw-property-help");
        return hint;
    }

    private Component condition(
            FlowTools tools, DesignTimeContext context, BranchDefinition branch, FlowEditor editor, FlowEdits edits) {
        @Nullable UUID node = editor.ownerOf(branch.id()).map(NodeDefinition::id).orElse(null);
        return new DesignEditors(tools, context, editor, edits, node)
                .condition(Label.of("Taken when", "满足条件时走此分支"), null, new ValueAccess<String>() {
                    @Override
                    public String get() {
                        return condition;
                    }

                    @Override
                    public void set(String value) {
                        condition = value;
                        edits.edit(new ChangeBranch(id, new BranchChange.Condition(value)), true);
                    }
                });
    }

    private static Object outline(FlowEditor editor, UUID branch) {
        return List.of(
                Optional.ofNullable(editor.definition().form()),
                editor.ownerOf(branch).map(editor::shape).orElse(NodeShape.PARALLEL));
    }

    /** Whether it can show the branch as it now is, or has to be made anew. */
    boolean fits(BranchDefinition branch, FlowEditor editor) {
        return branch.id().equals(id)
                && branch.condition().equals(condition)
                && outline(editor, id).equals(builtOf);
    }

    void update(BranchDefinition branch, Problems problems) {
        SettingsParts.show(label, branch.label(), null);
        SettingsParts.show(problem, problems);
    }
}
