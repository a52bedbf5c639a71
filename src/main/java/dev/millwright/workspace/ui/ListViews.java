package dev.millwright.workspace.ui;

import dev.millwright.app.Draft;
import dev.millwright.app.DraftRef;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.PublishedForm;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Keys;
import dev.millwright.workspace.ListSettings;
import dev.millwright.workspace.PersonalViews;
import dev.millwright.workspace.PersonalViews.PersonalView;
import dev.millwright.workspace.ViewDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The views of a form's list: those of the app, which everybody sees, and the person's own. What a designer saves for everybody goes
 * live at once, as a release that holds nothing but the view.
 */
@Component
class ListViews {

    private final PublishedApps apps;
    private final Drafts drafts;
    private final Publishing publishing;
    private final DefinitionCodec codec;
    private final PersonalViews personal;

    ListViews(PublishedApps apps, Drafts drafts, Publishing publishing, DefinitionCodec codec, PersonalViews personal) {
        this.apps = apps;
        this.drafts = drafts;
        this.publishing = publishing;
        this.codec = codec;
        this.personal = personal;
    }

    /** The shared ones first, the one the list opens with in front of them. */
    List<SavedView> all(PublishedForm form) {
        List<SavedView> shared = apps.find(form.app().key()).stream()
                .flatMap(app -> app.all(ViewDefinition.KIND, ViewDefinition.class).stream())
                .filter(view -> view.form().equals(form.id()))
                .map(view -> new SavedView(view.id(), view.key(), view.label(), true, view.standard(), view.settings()))
                .toList();
        Stream<SavedView> mine = personal.all(form.id()).stream().map(ListViews::saved);
        return Stream.of(
                        shared.stream().filter(SavedView::standard),
                        shared.stream().filter(view -> !view.standard()),
                        mine)
                .flatMap(views -> views)
                .toList();
    }

    SavedView create(PublishedForm form, String label, boolean shared, boolean standard, ListSettings settings) {
        UUID id = Ids.next();
        if (!shared) {
            PersonalView view = new PersonalView(id, label, settings);
            personal.save(form.id(), view);
            return saved(view);
        }
        String app = form.app().key();
        Set<String> taken = new HashSet<>();
        drafts.list(app, ViewDefinition.KIND).forEach(draft -> taken.add(draft.key()));
        String key = Keys.propose(label, "view", taken::contains);
        drafts.save(
                app,
                ViewDefinition.KIND,
                codec.write(new ViewDefinition(id, key, label, form.id(), standard, settings)),
                0);
        publish(app, form, id, standard);
        return new SavedView(id, key, label, true, standard, settings);
    }

    /** Keeps the view as it is now; whether it is shared does not change. */
    void update(PublishedForm form, SavedView view) {
        if (!view.shared()) {
            personal.save(form.id(), new PersonalView(view.id(), view.label(), view.settings()));
            return;
        }
        String app = form.app().key();
        // A translated name that was left alone is not to become the designed one.
        boolean renamed = all(form).stream()
                .filter(before -> before.id().equals(view.id()))
                .noneMatch(before -> before.label().equals(view.label()));
        drafts.find(app, ViewDefinition.KIND, view.id()).ifPresent(draft -> {
            ViewDefinition before = codec.read(draft.json(), ViewDefinition.class);
            save(
                    app,
                    draft,
                    new ViewDefinition(
                            before.id(),
                            before.key(),
                            renamed ? view.label() : before.label(),
                            before.form(),
                            view.standard(),
                            view.settings()));
        });
        publish(app, form, view.id(), view.standard());
    }

    /** Gives a view of one person to everybody, or keeps what everybody had for the person alone. */
    SavedView share(PublishedForm form, SavedView view, boolean shared) {
        SavedView other = create(form, view.label(), shared, shared && view.standard(), view.settings());
        delete(form, view);
        return other;
    }

    void delete(PublishedForm form, SavedView view) {
        if (!view.shared()) {
            personal.delete(view.id());
            return;
        }
        String app = form.app().key();
        drafts.find(app, ViewDefinition.KIND, view.id())
                .ifPresent(draft -> drafts.delete(app, draft.ref(), draft.version()));
        publish(app, form, view.id(), false);
    }

    private void publish(String app, PublishedForm form, UUID view, boolean standard) {
        List<DraftRef> refs = new ArrayList<>();
        refs.add(new DraftRef(ViewDefinition.KIND, view));
        if (standard) {
            refs.addAll(onlyStandard(app, form, view));
        }
        ReleaseRequest request = ReleaseRequest.of(Set.copyOf(refs));
        PublishPlan plan = publishing.plan(app, request);
        if (!plan.isEmpty()) {
            publishing.publish(app, request, plan.fingerprint());
        }
    }

    /** The list opens with one view: takes the mark from the others. */
    private List<DraftRef> onlyStandard(String app, PublishedForm form, UUID view) {
        List<DraftRef> changed = new ArrayList<>();
        for (Draft draft : drafts.list(app, ViewDefinition.KIND)) {
            ViewDefinition other = codec.read(draft.json(), ViewDefinition.class);
            if (other.standard()
                    && other.form().equals(form.id())
                    && !other.id().equals(view)) {
                save(
                        app,
                        draft,
                        new ViewDefinition(
                                other.id(), other.key(), other.label(), other.form(), false, other.settings()));
                changed.add(draft.ref());
            }
        }
        return changed;
    }

    private void save(String app, Draft draft, ViewDefinition view) {
        drafts.save(app, ViewDefinition.KIND, codec.write(view), draft.version());
    }

    private static SavedView saved(PersonalView view) {
        return new SavedView(view.id(), view.id().toString(), view.label(), false, false, view.settings());
    }
}
