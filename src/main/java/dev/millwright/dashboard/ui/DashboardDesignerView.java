package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.Route;
import dev.millwright.app.DraftRef;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.app.ui.DesignTools;
import dev.millwright.app.ui.DesignWork;
import dev.millwright.app.ui.DesignerView;
import dev.millwright.dashboard.DashboardDefinition;
import dev.millwright.dashboard.DashboardEdit;
import dev.millwright.dashboard.DashboardEditor;
import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.Proposals;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.dashboard.TileDefinition.Place;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.ui.DashboardDrafts.Opened;
import dev.millwright.form.PublishedForm;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Shell;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The dashboard designer: palette, grid with real figures, and settings around one draft, which is saved with every edit. */
@Route(DashboardNavigation.DESIGNER)
@PermitAll
final class DashboardDesignerView extends DesignerView<DashboardDesignerView.Work> {

    private final transient DashboardDrafts drafts;
    private final transient DefinitionKind<DashboardDefinition> kind;
    private final transient BoardScreens screens;
    private final transient Proposals proposals;

    DashboardDesignerView(
            DashboardDrafts drafts,
            DefinitionKind<DashboardDefinition> kind,
            BoardScreens screens,
            Proposals proposals,
            DesignTools tools) {
        super(tools);
        this.drafts = drafts;
        this.kind = kind;
        this.screens = screens;
        this.proposals = proposals;
    }

    @Override
    protected Work read(String app, String key) {
        return new Work(drafts.open(app, key));
    }

    @Override
    protected void show(Work now) {
        now.refresh();
    }

    /** One draft while it is open. */
    final class Work extends DesignWork<DashboardDefinition> implements BoardCanvas.Commands {

        private final DashboardEditor editor;
        private final BoardCanvas canvas;
        private final BoardInspector inspector;
        private Opened opened;

        Work(Opened opened) {
            super(tools(), kind, opened.app(), opened.draft(), opened.definition(), "dashboard.designer");
            this.opened = opened;
            this.editor = new DashboardEditor(
                    opened.definition(),
                    opened.published() != null,
                    opened.siblings().stream().map(DashboardDefinition::key).toList(),
                    screens.types(),
                    screens.codec(),
                    board -> drafts.problems(this.opened, board));
            String app = opened.app().key();
            this.canvas = new BoardCanvas(screens, app, this);
            this.inspector = new BoardInspector(screens, app, this::edit, editor::endTyping);
            canvas.setBeginning(beginning());
            frame().body().add(canvas, inspector);
        }

        /** Offers a first set of tiles for each form. */
        private Component beginning() {
            List<PublishedForm> forms = forms();
            if (forms.isEmpty()) {
                return new EmptyState(
                        "vaadin:form",
                        t("dashboard.designer.beginning.none"),
                        t("dashboard.designer.beginning.noneText"));
            }
            return new EmptyState(
                    "vaadin:dashboard",
                    t("dashboard.designer.beginning"),
                    t("dashboard.designer.beginning.text"),
                    forms.stream()
                            .map(form -> new Button(
                                    form.label(), Icons.of(form.definition().icon()), click -> propose(form)))
                            .toArray(Component[]::new));
        }

        private List<PublishedForm> forms() {
            return screens.accessible().all(app().key());
        }

        private void propose(PublishedForm form) {
            edit(new DashboardEdit.AddTiles(proposals.tiles(form)), false);
        }

        private void edit(DashboardEdit edit, boolean typing) {
            if (!isStopped() && (typing ? editor.type(edit) : editor.apply(edit))) {
                save();
            }
            refresh();
        }

        // --- What is done on the canvas ---

        @Override
        public void add(String key, Optional<Place> at) {
            screens.types().find(key).ifPresent(type -> {
                TileDefinition tile = editor.begin(Ids.next(), type, data(type));
                edit(
                        at.<DashboardEdit>map(place -> new DashboardEdit.AddTile(tile.withPlace(place)))
                                .orElseGet(() -> new DashboardEdit.AddTile(tile)),
                        false);
            });
        }

        /** About the same form as the tile before, or the only one there is. */
        private Dataset data(ChartType<?> type) {
            List<PublishedForm> forms = forms();
            return editor.definition().tiles().reversed().stream()
                    .map(tile -> tile.data().form())
                    .flatMap(id -> forms.stream().filter(form -> form.id().equals(id)))
                    .findFirst()
                    .or(() -> forms.stream().findFirst())
                    .map(form -> proposals.data(type, form))
                    .orElse(Dataset.EMPTY);
        }

        @Override
        public void arrange(Map<UUID, Place> places) {
            edit(new DashboardEdit.Arrange(places), false);
        }

        @Override
        public void select(@Nullable UUID tile) {
            editor.select(tile);
            refresh();
        }

        @Override
        public void remove(UUID tile) {
            edit(new DashboardEdit.RemoveTile(tile), false);
        }

        @Override
        public void duplicate(UUID tile) {
            edit(new DashboardEdit.DuplicateTile(tile, Ids.next()), false);
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
        protected DashboardEditor editor() {
            return editor;
        }

        @Override
        protected @Nullable DashboardDefinition published() {
            return opened.published();
        }

        @Override
        protected void draw(Problems problems) {
            canvas.show(editor, problems);
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

        @Override
        protected Set<DraftRef> toPublish() {
            return Set.of(draft());
        }

        /** So that earlier edits can still be undone. */
        @Override
        protected void released() {
            Opened now;
            try {
                now = drafts.open(app().key(), draft().id().toString());
            } catch (NotFoundException | NotAllowedException _) {
                // The next edit is refused and says why.
                return;
            }
            DashboardDefinition live = now.published();
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
            select(Ids.parse(problem.path().split("\\.", 2)[0]).orElse(null));
        }

        @Override
        protected String place(Problem problem) {
            return Ids.parse(problem.path().split("\\.", 2)[0])
                    .flatMap(editor.definition()::tile)
                    .map(tile -> TileTitles.of(
                            tile, screens.dashboards().form(app().key(), tile), screens.texts(), locale()))
                    .orElseGet(() -> t("dashboard.designer.board"));
        }
    }
}
