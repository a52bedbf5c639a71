package dev.millwright.form.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import dev.millwright.app.AppEvent.AppPublished;
import dev.millwright.app.AppEvent.DraftDeleted;
import dev.millwright.app.AppEvent.DraftSaved;
import dev.millwright.app.DraftRef;
import dev.millwright.form.FormDefinition;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The form designers that are open on this node, so that a designer learns at once that somebody else works on the same draft
 * or published it, wherever they do. When the news is missed, the version of the draft tells at the next edit.
 */
@Component
class OpenDesigners {

    private final Map<FormDesignerView, Place> open = new ConcurrentHashMap<>();

    void enter(FormDesignerView view, String app, UUID draft) {
        UI ui = UI.getCurrent();
        if (ui != null) {
            open.put(view, new Place(ui, app, draft));
        }
    }

    void leave(FormDesignerView view) {
        open.remove(view);
    }

    @EventListener
    void on(DraftSaved saved) {
        tell(place -> place.has(saved.draft()), view -> view.savedSomewhere(saved));
    }

    @EventListener
    void on(DraftDeleted deleted) {
        tell(place -> place.has(deleted.draft()), view -> view.deletedSomewhere(deleted));
    }

    @EventListener
    void on(AppPublished published) {
        tell(place -> place.app().equals(published.app()), FormDesignerView::publishedSomewhere);
    }

    private void tell(Predicate<Place> concerned, Consumer<FormDesignerView> news) {
        open.forEach((view, place) -> {
            if (concerned.test(place)) {
                try {
                    place.ui().access(() -> news.accept(view));
                } catch (UIDetachedException e) {
                    leave(view);
                }
            }
        });
    }

    private record Place(UI ui, String app, UUID draft) {

        boolean has(DraftRef ref) {
            return ref.kind().equals(FormDefinition.KIND) && ref.id().equals(draft);
        }
    }
}
