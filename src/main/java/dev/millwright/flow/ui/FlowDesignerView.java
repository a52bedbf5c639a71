package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import dev.millwright.app.DraftRef;
import dev.millwright.app.ui.DesignTools;
import dev.millwright.app.ui.DesignWork;
import dev.millwright.app.ui.DesignerView;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowEdit;
import dev.millwright.flow.FlowEdit.BranchChange;
import dev.millwright.flow.FlowEdit.NodeChange;
import dev.millwright.flow.FlowEditRefusedException;
import dev.millwright.flow.FlowEditor;
import dev.millwright.flow.FlowSelection;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.ui.FlowDrafts.Opened;
import dev.millwright.form.FormDefinition;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import dev.millwright.ui.Shell;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The flow designer: palette, tree and settings around one draft, which is saved with every edit. */
@Route("app/:app/design/flow/:key")
@PermitAll
final class FlowDesignerView extends DesignerView<FlowDesignerView.Work> {

    private static final String CLIPBOARD = "dev.millwright.flow.clipboard";

    private final transient FlowTools flowTools;

    FlowDesignerView(FlowTools flowTools, DesignTools tools) {
        super(tools);
        this.flowTools = flowTools;
    }

    @Override
    protected Work read(String app, String key) {
        return new Work(flowTools.drafts().open(app, key));
    }

    @Override
    protected void show(Work now) {
        now.refresh();
    }

    /** What was copied last in this session, to be pasted here or in another flow. */
    private record Copied(List<NodeDefinition> nodes) {}

    /** One draft while it is open. */
    final class Work extends DesignWork<FlowDefinition> {

        private final FlowEditor editor;
        private final DesignTimeContext context;
        private final FlowCanvas canvas;
        private final FlowInspector inspector;
        private Opened opened;
        private @Nullable UUID beginsWith;

        Work(Opened opened) {
            super(
                    tools(),
                    flowTools.drafts().kind(),
                    opened.app(),
                    opened.draft(),
                    opened.definition(),
                    "flow.designer");
            this.opened = opened;
            this.editor = new FlowEditor(
                    opened.definition(),
                    opened.published() != null,
                    opened.siblings().stream().map(FlowDefinition::key).toList(),
                    flowTools.nodeTypes(),
                    flowTools.triggerTypes(),
                    flowTools.codec(),
                    flow -> flowTools.drafts().problems(this.opened, flow));
            this.context = new DesignTimeContext(
                    flowTools.drafts(),
                    opened,
                    editor::definition,
                    flowTools.resolver(),
                    flowTools.expressions(),
                    flowTools.texts());
            this.canvas = new FlowCanvas(
                    flowTools.nodeTypes(), flowTools.triggerTypes(), flowTools.codec(), context, this::perform);
            this.inspector = new FlowInspector(flowTools, context, this::edit, editor::endTyping);
            begin();
            Button dry = new Button(
                    t("flow.dry.button"),
                    Icons.of("vaadin:play"),
                    click -> new DryRunDialog(flowTools, context, editor).open());
            dry.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
            dry.addClassName("mw-flow-dry");
            frame().setMiddle(dry);
            frame().body().add(canvas, inspector);
        }

        private void begin() {
            beginsWith = editor.definition().form();
            canvas.setBeginning(beginning(beginsWith));
        }

        /** Offers an approval of each form, or of the one that the flow is about, ready but for its people. */
        private Component beginning(@Nullable UUID about) {
            FirstApproval first = new FirstApproval(flowTools, editor);
            List<FormDefinition> forms = first.isPossible()
                    ? opened.forms().stream()
                            .filter(form -> about == null || about.equals(form.id()))
                            .toList()
                    : List.of();
            return new EmptyState(
                    "vaadin:sitemap",
                    t(about == null ? "flow.designer.beginning" : "flow.designer.beginning.known"),
                    t(
                            forms.isEmpty()
                                    ? "flow.designer.beginning.noForm"
                                    : about == null
                                            ? "flow.designer.beginning.text"
                                            : "flow.designer.beginning.known.text"),
                    forms.stream()
                            .map(form -> new Button(
                                    t("flow.designer.beginning.approve", form.label()),
                                    Icons.of(form.icon()),
                                    click -> edit(first.of(form), false)))
                            .toArray(Component[]::new));
        }

        private void edit(FlowEdit edit, boolean typing) {
            if (isStopped()) {
                return;
            }
            try {
                if (typing ? editor.type(edit) : editor.apply(edit)) {
                    save();
                }
            } catch (FlowEditRefusedException refused) {
                Notices.error(refused);
            }
            refresh();
        }

        // --- What is done on the canvas ---

        private void perform(FlowCommand command) {
            switch (command) {
                case FlowCommand.Do(FlowEdit edit) -> edit(edit, false);
                case FlowCommand.Add(String type, var place) ->
                    flowTools
                            .nodeTypes()
                            .find(type)
                            .ifPresent(found -> edit(new FlowEdit.AddNode(place, editor.begin(found)), false));
                case FlowCommand.Rename(UUID id, String label) ->
                    edit(
                            editor.definition().node(id).isPresent()
                                    ? new FlowEdit.ChangeNode(id, new NodeChange.Label(label))
                                    : new FlowEdit.ChangeBranch(id, new BranchChange.Label(label)),
                            false);
                case FlowCommand.Copy(List<UUID> nodes) -> {
                    VaadinSession.getCurrent()
                            .setAttribute(
                                    CLIPBOARD,
                                    new Copied(nodes.stream()
                                            .flatMap(id -> editor.definition().node(id).stream())
                                            .toList()));
                    refresh();
                }
                case FlowCommand.Paste(var place) ->
                    copied().ifPresent(copied -> edit(new FlowEdit.Paste(copied.nodes(), place), false));
                case FlowCommand.Select(FlowSelection selection) -> {
                    editor.select(selection);
                    refresh();
                }
                case FlowCommand.Undo _ -> undo();
                case FlowCommand.Redo _ -> redo();
            }
        }

        private static Optional<Copied> copied() {
            return Optional.ofNullable(VaadinSession.getCurrent())
                    .map(session -> (Copied) session.getAttribute(CLIPBOARD))
                    .filter(copied -> !copied.nodes().isEmpty());
        }

        @Override
        public void undo() {
            if (!isStopped() && editor.undo().isPresent()) {
                save();
            }
            refresh();
        }

        @Override
        public void redo() {
            if (!isStopped() && editor.redo().isPresent()) {
                save();
            }
            refresh();
        }

        // --- What becomes of it ---

        @Override
        protected FlowEditor editor() {
            return editor;
        }

        @Override
        protected @Nullable FlowDefinition published() {
            return opened.published();
        }

        @Override
        protected void draw(Problems problems) {
            if (!Objects.equals(beginsWith, editor.definition().form())) {
                begin();
            }
            canvas.show(editor, problems, copied().isPresent());
            inspector.show(editor, problems);
        }

        @Override
        protected void freeze() {
            canvas.setReadOnly(true);
            inspector.freeze();
        }

        @Override
        protected void reopen() {
            open(app().key(), draft().id().toString());
        }

        /** A form that was never published goes live with the flow that is about it. */
        @Override
        protected Set<DraftRef> toPublish() {
            return Set.of(draft());
        }

        /** So that earlier edits can still be undone. */
        @Override
        protected void released() {
            Opened now;
            try {
                now = flowTools.drafts().open(app().key(), draft().id().toString());
            } catch (NotFoundException | NotAllowedException _) {
                // The next edit is refused and says why.
                return;
            }
            FlowDefinition live = now.published();
            if (!isNewest(now.draft()) && !same(now.definition(), stored())) {
                overtaken(now.draft().updatedBy());
            } else if (live != null) {
                opened = now;
                goOn(now.draft(), stored());
                editor.released(live);
                Shell.refresh(frame());
                refresh();
            }
        }

        @Override
        public void publishedSomewhere() {
            if (isSaved()) {
                released();
            }
        }

        @Override
        public void show(Problem problem) {
            String first = problem.path().split("\\.", 2)[0];
            editor.select(Ids.parse(first)
                    .map(id -> editor.definition().node(id).isPresent()
                            ? FlowSelection.node(id)
                            : new FlowSelection.Branch(id))
                    .orElse(
                            first.equals("trigger") || first.equals("form")
                                    ? FlowSelection.TRIGGER
                                    : FlowSelection.FLOW));
            refresh();
        }

        @Override
        protected String place(Problem problem) {
            String first = problem.path().split("\\.", 2)[0];
            return Ids.parse(first)
                    .map(this::nameOf)
                    .orElseGet(() -> t(first.equals("trigger") ? "flow.settings.starts" : "flow.settings.flow"));
        }

        private String nameOf(UUID id) {
            DesignEditors editors = new DesignEditors(flowTools, context, editor, this::edit, null);
            return editor.definition().node(id).isPresent()
                    ? editors.nameOf(id)
                    : editor.ownerOf(id)
                            .map(owner -> editors.nameOf(owner.id()) + " › "
                                    + editor.branch(id)
                                            .map(branch -> branch.label())
                                            .filter(label -> !label.isBlank())
                                            .orElseGet(() -> t("flow.settings.branch")))
                            .orElseGet(() -> t("flow.settings.flow"));
        }
    }
}
