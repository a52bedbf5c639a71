package dev.millwright.app.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import dev.millwright.app.AppEvent.AppPublished;
import dev.millwright.app.AppEvent.DraftDeleted;
import dev.millwright.app.AppEvent.DraftSaved;
import dev.millwright.app.DraftRef;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.NamedInterface;
import org.springframework.stereotype.Component;

/**
 * The drafts that are open in designers on this node, so that a designer learns at once that somebody else works on the same draft
 * or published it, wherever they do. When the news is missed, the version of the draft tells at the next edit.
 */
@Component
@NamedInterface("design")
public class OpenDrafts {

    private final Map<Watcher, Place> open = new ConcurrentHashMap<>();

    /** A designer with an open draft; told in its page. */
    public interface Watcher {

        /** Called after each save of the draft that is open, one's own too, which brought nothing new. */
        void savedSomewhere(DraftSaved saved);

        /** Called after somebody deleted the draft that is open. */
        void deletedSomewhere(DraftDeleted deleted);

        /** Called after each release of the app, one's own too. */
        void publishedSomewhere();
    }

    /** From now on the watcher is told of this draft, and of no other. */
    public void enter(Watcher watcher, String app, DraftRef draft) {
        UI ui = UI.getCurrent();
        if (ui != null) {
            open.put(watcher, new Place(ui, app, draft));
        }
    }

    public void leave(Watcher watcher) {
        open.remove(watcher);
    }

    @EventListener
    void on(DraftSaved saved) {
        tell(place -> place.draft().equals(saved.draft()), watcher -> watcher.savedSomewhere(saved));
    }

    @EventListener
    void on(DraftDeleted deleted) {
        tell(place -> place.draft().equals(deleted.draft()), watcher -> watcher.deletedSomewhere(deleted));
    }

    @EventListener
    void on(AppPublished published) {
        tell(place -> place.app().equals(published.app()), Watcher::publishedSomewhere);
    }

    private void tell(Predicate<Place> concerned, Consumer<Watcher> news) {
        open.forEach((watcher, place) -> {
            if (concerned.test(place)) {
                try {
                    place.ui().access(() -> news.accept(watcher));
                } catch (UIDetachedException e) {
                    leave(watcher);
                }
            }
        });
    }

    private record Place(UI ui, String app, DraftRef draft) {}
}
