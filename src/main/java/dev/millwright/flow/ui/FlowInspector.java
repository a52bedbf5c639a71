package dev.millwright.flow.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Aside;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.FlowSelection;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows the settings of what is selected; they stay as they are, focus included, while the same thing stays selected. */
final class FlowInspector extends Composite<Aside> {

    private final FlowTools tools;
    private final DesignTimeContext context;
    private final FlowEdits edits;
    private @Nullable Component shown;

    FlowInspector(FlowTools tools, DesignTimeContext context, FlowEdits edits, Runnable typingEnded) {
        this.tools = tools;
        this.context = context;
        this.edits = edits;
        getContent().addClassName("mw-inspector");
        getContent().getElement().addEventListener("focusout", left -> typingEnded.run());
    }

    void show(FlowEditor editor, Problems problems) {
        switch (editor.selection()) {
            case FlowSelection.Nodes(List<UUID> ids)
            when ids.size() == 1 ->
                editor.definition()
                        .node(ids.getFirst())
                        .ifPresentOrElse(node -> showNode(node, editor, problems), () -> showFlow(editor, problems));
            case FlowSelection.Nodes(List<UUID> ids) -> replace(new SeveralSettings(ids, edits));
            case FlowSelection.Branch(UUID id) ->
                editor.branch(id)
                        .ifPresentOrElse(
                                branch -> showBranch(branch, editor, problems), () -> showFlow(editor, problems));
            case FlowSelection.Trigger _ -> showTrigger(editor, problems);
            case FlowSelection.Flow _ -> showFlow(editor, problems);
        }
    }

    /** Lets nothing be changed any more. */
    void freeze() {
        getContent().setEnabled(false);
    }

    private void showNode(NodeDefinition node, FlowEditor editor, Problems problems) {
        NodeSettings settings;
        if (shown instanceof NodeSettings present && present.fits(node, editor)) {
            settings = present;
        } else {
            settings = new NodeSettings(tools, context, node, editor, edits);
            replace(settings);
        }
        settings.update(node, SettingsParts.below(node.id().toString(), problems));
    }

    private void showBranch(BranchDefinition branch, FlowEditor editor, Problems problems) {
        BranchSettings settings;
        if (shown instanceof BranchSettings present && present.fits(branch, editor)) {
            settings = present;
        } else {
            settings = new BranchSettings(tools, context, branch, editor, edits);
            replace(settings);
        }
        settings.update(branch, SettingsParts.below(branch.id().toString(), problems));
    }

    private void showTrigger(FlowEditor editor, Problems problems) {
        TriggerSettings settings;
        if (shown instanceof TriggerSettings present && present.fits(editor)) {
            settings = present;
        } else {
            settings = new TriggerSettings(tools, context, editor, edits);
            replace(settings);
        }
        settings.update(editor, problems);
    }

    private void showFlow(FlowEditor editor, Problems problems) {
        WholeFlowSettings settings;
        if (shown instanceof WholeFlowSettings present && present.fits(editor)) {
            settings = present;
        } else {
            settings = new WholeFlowSettings(tools, context, editor, edits);
            replace(settings);
        }
        settings.update(editor, problems);
    }

    private void replace(Component settings) {
        getContent().removeAll();
        getContent().add(settings);
        shown = settings;
    }
}
