package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import dev.millwright.app.App;
import dev.millwright.app.AppEvent.DraftDeleted;
import dev.millwright.app.AppEvent.DraftSaved;
import dev.millwright.app.Author;
import dev.millwright.app.Draft;
import dev.millwright.app.DraftChangedException;
import dev.millwright.app.DraftRef;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.extension.DesignEditor;
import dev.millwright.identity.Person;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.ui.BrowserZone;
import dev.millwright.ui.DesignerFrame;
import dev.millwright.ui.DesignerFrame.Life;
import dev.millwright.ui.DesignerFrame.Saving;
import dev.millwright.ui.RelativeTime;
import dev.millwright.ui.Shell;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.modulith.NamedInterface;
import org.springframework.transaction.TransactionException;

/**
 * A draft while it is open in a designer: every edit is saved, nothing of somebody else's is overwritten, and the frame says how things
 * stand. Each designer adds what is in the frame.
 *
 * @param <D> the definition
 */
@NamedInterface("design")
public abstract class DesignWork<D> implements DesignerFrame.Actions, OpenDrafts.Watcher {

    private static final Logger LOG = LoggerFactory.getLogger(DesignWork.class);

    private final DesignTools tools;
    private final DefinitionKind<D> kind;
    private final App app;
    private final DraftRef draft;
    private final String words;
    private final Person person;
    private final DesignerFrame frame = new DesignerFrame(this);
    private long version;
    private D stored;
    private Saving saving = Saving.SAVED;

    /**
     * @param words beginning of the keys of texts that name what is designed: {@code overtaken}, {@code overtakenByYou},
     *     {@code refused} and {@code refusedByYou}
     */
    protected DesignWork(DesignTools tools, DefinitionKind<D> kind, App app, Draft draft, D definition, String words) {
        this.tools = tools;
        this.kind = kind;
        this.app = app;
        this.draft = draft.ref();
        this.words = words;
        this.person = tools.currentPerson().get();
        this.version = draft.version();
        this.stored = definition;
    }

    protected abstract DesignEditor<D> editor();

    /** What people use now; null before the first release. */
    protected abstract @Nullable D published();

    protected Problems problems() {
        return editor().problems();
    }

    /** What has the problem, in words. */
    protected abstract String place(Problem problem);

    /** Shows canvas and settings as they are now. */
    protected abstract void draw(Problems problems);

    /** Lets nobody edit any more. */
    protected abstract void freeze();

    /** Opens the draft anew, as it is stored. */
    protected abstract void reopen();

    /** What goes live together with it, itself included. */
    protected abstract Set<DraftRef> toPublish();

    /** Goes on after a release that was begun here. */
    protected abstract void released();

    /**
     * Selects or opens a part of what is designed; one that is not there any more is passed over.
     *
     * @param path as in problems
     */
    public final void showSpot(String path) {
        show(Problem.warning("", path));
    }

    public final DesignerFrame frame() {
        return frame;
    }

    public final App app() {
        return app;
    }

    public final DraftRef draft() {
        return draft;
    }

    /** What it is called as it is edited now. */
    final String label() {
        return kind.labelOf(editor().definition());
    }

    protected final Person person() {
        return person;
    }

    /** What is stored of it, as far as it is known here. */
    protected final D stored() {
        return stored;
    }

    protected final boolean isStopped() {
        return saving == Saving.STOPPED;
    }

    protected final boolean isSaved() {
        return saving == Saving.SAVED;
    }

    /** Whether it is stored as it was when it was last read or written here. */
    protected final boolean isNewest(Draft read) {
        return read.version() == version;
    }

    /** Goes on with what was read. */
    protected final void goOn(Draft read, D definition) {
        version = read.version();
        stored = definition;
    }

    /** As stored: in memory the same number may be one that was typed or one that was read. */
    protected final boolean same(Object some, Object other) {
        return tools.codec().write(some).equals(tools.codec().write(other));
    }

    @Override
    public final void save() {
        D now = editor().definition();
        if (isStopped() || now.equals(stored)) {
            return;
        }
        try {
            version = tools.drafts()
                    .save(app.key(), kind.key(), tools.codec().write(now), version)
                    .version();
            D before = stored;
            stored = now;
            saving = Saving.SAVED;
            follow(before, now);
        } catch (DraftChangedException changed) {
            Draft theirs = changed.current();
            String when = RelativeTime.format(
                    theirs.updatedAt(),
                    tools.time().now(),
                    BrowserZone.or(tools.time().zone()),
                    locale());
            overtaken(
                    isMe(theirs.updatedBy())
                            ? t(words + ".refusedByYou", when)
                            : t(words + ".refused", theirs.updatedBy().name(), when));
        } catch (ConflictException gone) {
            deleted(t(gone));
        } catch (DataAccessException | TransactionException unreachable) {
            LOG.warn("A draft cannot be saved: {}", unreachable.getMessage());
            saving = Saving.FAILED;
        }
        showFrame(problems());
    }

    private void follow(D before, D now) {
        if (!kind.keyOf(now).equals(kind.keyOf(before))) {
            frame.getUI()
                    .ifPresent(ui -> ui.getPage()
                            .getHistory()
                            .replaceState(null, AppNavigation.design(app.key(), kind.key(), kind.keyOf(now))));
        }
        if (!kind.labelOf(now).equals(kind.labelOf(before))) {
            Shell.refresh(frame);
        }
    }

    @Override
    public final void publish() {
        save();
        if (isSaved()) {
            tools.publishScreen().open(app.key(), ReleaseRequest.of(toPublish()), release -> released());
        }
    }

    @Override
    public final void savedSomewhere(DraftSaved saved) {
        if (saved.version() > version) {
            overtaken(saved.by());
        }
    }

    @Override
    public final void deletedSomewhere(DraftDeleted deleted) {
        deleted(
                isMe(deleted.by())
                        ? t("app.designer.deletedByYou")
                        : t("app.designer.deleted", deleted.by().name()));
    }

    private boolean isMe(Author author) {
        return person.id().equals(author.id());
    }

    /** Somebody else was faster. */
    protected final void overtaken(Author by) {
        overtaken(isMe(by) ? t(words + ".overtakenByYou") : t(words + ".overtaken", by.name()));
    }

    private void overtaken(String text) {
        stop(text, new Button(t("app.designer.reload"), click -> reopen()));
    }

    /** There is no draft any more that could be written. */
    private void deleted(String text) {
        stop(
                text,
                new Button(
                        t("app.designer.toApp"), click -> UI.getCurrent().navigate(AppNavigation.design(app.key()))));
    }

    /** Nothing is written any more, so that nothing of others is lost. */
    private void stop(String text, Button wayOn) {
        saving = Saving.STOPPED;
        freeze();
        frame.tell(text, wayOn);
        refresh();
    }

    /** Shows everything as it is now. */
    public final void refresh() {
        Problems problems = problems();
        draw(problems);
        showFrame(problems);
    }

    private void showFrame(Problems problems) {
        D now = editor().definition();
        D live = published();
        frame.show(
                new DesignerFrame.State(
                        kind.labelOf(now),
                        live == null ? Life.NEW : same(live, now) ? Life.LIVE : Life.CHANGED,
                        saving,
                        editor().canUndo(),
                        editor().canRedo()),
                problems,
                this::place);
    }
}
