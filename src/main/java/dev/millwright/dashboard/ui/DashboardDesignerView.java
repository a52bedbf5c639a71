package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.app.AppEvent.DraftDeleted;
import dev.millwright.app.AppEvent.DraftSaved;
import dev.millwright.app.Author;
import dev.millwright.app.DraftChangedException;
import dev.millwright.app.PublishScreen;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.ui.OpenDrafts;
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
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.DesignerFrame;
import dev.millwright.ui.DesignerFrame.Life;
import dev.millwright.ui.DesignerFrame.Saving;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Shell;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The dashboard designer: palette, grid with real figures, and settings around one draft, which is saved with every edit. */
@Route(DashboardNavigation.DESIGNER)
@PermitAll
final class DashboardDesignerView extends Composite<Div>
        implements BeforeEnterObserver, HasBreadcrumbs, OpenDrafts.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(DashboardDesignerView.class);

    private final transient DashboardDrafts drafts;
    private final transient BoardScreens screens;
    private final transient Proposals proposals;
    private final transient PublishScreen publishScreen;
    private final transient OpenDrafts openDrafts;
    private transient @Nullable Work work;

    DashboardDesignerView(
            DashboardDrafts drafts,
            BoardScreens screens,
            Proposals proposals,
            PublishScreen publishScreen,
            OpenDrafts openDrafts) {
        this.drafts = drafts;
        this.screens = screens;
        this.proposals = proposals;
        this.publishScreen = publishScreen;
        this.openDrafts = openDrafts;
        getContent().setSizeFull();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        open(
                event.getRouteParameters().get(DashboardNavigation.APP).orElseThrow(),
                event.getRouteParameters().get(DashboardNavigation.KEY).orElseThrow());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        openDrafts.leave(this);
        super.onDetach(event);
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        Work now = work;
        if (now == null) {
            return List.of();
        }
        String app = now.opened.app().key();
        return List.of(
                Breadcrumb.to(now.opened.app().label(), "app/" + app),
                Breadcrumb.to(t("dashboard.designer.design"), "app/" + app + "/design"),
                Breadcrumb.here(now.editor.definition().label()));
    }

    private void open(String app, String key) {
        Work now = new Work(drafts.open(app, key));
        work = now;
        openDrafts.enter(this, app, now.opened.draft().ref());
        getContent().removeAll();
        getContent().add(now.frame);
        now.refresh();
        Shell.refresh(this);
    }

    @Override
    public void savedSomewhere(DraftSaved saved) {
        Work now = work;
        if (now != null && saved.version() > now.version) {
            now.overtaken(saved.by());
        }
    }

    @Override
    public void deletedSomewhere(DraftDeleted deleted) {
        Work now = work;
        if (now != null) {
            now.deleted(
                    now.isMe(deleted.by())
                            ? t("dashboard.designer.deletedByYou")
                            : t("dashboard.designer.deleted", deleted.by().name()));
        }
    }

    @Override
    public void publishedSomewhere() {
        Work now = work;
        if (now != null && now.saving == Saving.SAVED) {
            now.released();
        }
    }

    /** One draft while it is open. */
    private final class Work implements DesignerFrame.Actions, BoardCanvas.Commands {

        private final String person = screens.person().get().id();
        private final DashboardEditor editor;
        private final DesignerFrame frame = new DesignerFrame(this);
        private final BoardCanvas canvas;
        private final BoardInspector inspector;
        private Opened opened;
        private long version;
        private DashboardDefinition stored;
        private Saving saving = Saving.SAVED;

        Work(Opened opened) {
            this.opened = opened;
            this.version = opened.draft().version();
            this.stored = opened.definition();
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
            frame.body().add(canvas, inspector);
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
            return screens.accessible().all(opened.app().key());
        }

        private void propose(PublishedForm form) {
            edit(new DashboardEdit.AddTiles(proposals.tiles(form)), false);
        }

        boolean isMe(Author author) {
            return person.equals(author.id());
        }

        private void edit(DashboardEdit edit, boolean typing) {
            if (saving != Saving.STOPPED && (typing ? editor.type(edit) : editor.apply(edit))) {
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
            if (saving != Saving.STOPPED && editor.undo().isPresent()) {
                save();
            }
            refresh();
        }

        @Override
        public void redo() {
            if (saving != Saving.STOPPED && editor.redo().isPresent()) {
                save();
            }
            refresh();
        }

        // --- What becomes of it ---

        @Override
        public void save() {
            DashboardDefinition board = editor.definition();
            if (saving == Saving.STOPPED || board.equals(stored)) {
                return;
            }
            try {
                version = drafts.save(opened.app().key(), board, version).version();
                boolean renamed = !board.label().equals(stored.label());
                boolean moved = !board.key().equals(stored.key());
                stored = board;
                saving = Saving.SAVED;
                if (moved) {
                    UI.getCurrent()
                            .getPage()
                            .getHistory()
                            .replaceState(
                                    null,
                                    DashboardNavigation.designer(opened.app().key(), board.key()));
                }
                if (renamed) {
                    Shell.refresh(DashboardDesignerView.this);
                }
            } catch (DraftChangedException changed) {
                overtaken(changed.current().updatedBy());
            } catch (ConflictException gone) {
                deleted(t(gone));
            } catch (DataAccessException | TransactionException unreachable) {
                LOG.warn("A draft cannot be saved: {}", unreachable.getMessage());
                saving = Saving.FAILED;
            }
        }

        /** Somebody else was faster: nothing is written any more, so that nothing of theirs is lost. */
        void overtaken(Author by) {
            stop(
                    isMe(by) ? t("dashboard.designer.overtakenByYou") : t("dashboard.designer.overtaken", by.name()),
                    new Button(
                            t("dashboard.designer.reload"),
                            click ->
                                    open(opened.app().key(), opened.draft().id().toString())));
        }

        /** There is no draft any more that could be written. */
        void deleted(String text) {
            stop(
                    text,
                    new Button(
                            t("dashboard.designer.toApp"),
                            click -> UI.getCurrent()
                                    .navigate("app/" + opened.app().key() + "/design")));
        }

        private void stop(String text, Button wayOn) {
            saving = Saving.STOPPED;
            canvas.setReadOnly(true);
            inspector.freeze();
            frame.tell(text, wayOn);
            refresh();
        }

        @Override
        public void publish() {
            save();
            if (saving == Saving.SAVED) {
                publishScreen.open(
                        opened.app().key(),
                        ReleaseRequest.of(Set.of(opened.draft().ref())),
                        release -> released());
            }
        }

        /** Goes on with what was published, so that earlier edits can still be undone. */
        void released() {
            try {
                Opened now = drafts.open(opened.app().key(), opened.draft().id().toString());
                DashboardDefinition live = now.published();
                if (now.draft().version() >= version && live != null) {
                    opened = now;
                    version = now.draft().version();
                    editor.released(live);
                    Shell.refresh(DashboardDesignerView.this);
                    refresh();
                }
            } catch (NotFoundException | NotAllowedException _) {
                // The next edit is refused and says why.
                return;
            }
        }

        @Override
        public void show(Problem problem) {
            select(Ids.parse(problem.path().split("\\.", 2)[0]).orElse(null));
        }

        private String place(Problem problem) {
            return Ids.parse(problem.path().split("\\.", 2)[0])
                    .flatMap(editor.definition()::tile)
                    .map(tile -> TileTitles.of(
                            tile, screens.dashboards().form(opened.app().key(), tile), screens.texts(), locale()))
                    .orElseGet(() -> t("dashboard.designer.board"));
        }

        void refresh() {
            Problems problems = editor.problems();
            canvas.show(editor, problems);
            inspector.show(editor, problems);
            DashboardDefinition board = editor.definition();
            DashboardDefinition published = opened.published();
            boolean live = published != null
                    && screens.codec().write(published).equals(screens.codec().write(board));
            frame.show(
                    new DesignerFrame.State(
                            board.label(),
                            published == null ? Life.NEW : live ? Life.LIVE : Life.CHANGED,
                            saving,
                            editor.canUndo(),
                            editor.canRedo()),
                    problems,
                    this::place);
        }
    }
}
