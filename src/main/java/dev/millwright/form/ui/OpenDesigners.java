package dev.millwright.form.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import dev.millwright.app.AppEvent.DraftSaved;
import dev.millwright.form.FormDefinition;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The form designers that are open on this node, so that a designer learns at once that somebody else works on the same draft,
 * wherever they do. When the news is missed, the version of the draft tells at the next edit.
 */
@Component
class OpenDesigners {

    private final Map<FormDesignerView, Place> open = new ConcurrentHashMap<>();

    void enter(FormDesignerView view, UUID draft) {
        UI ui = UI.getCurrent();
        if (ui != null) {
            open.put(view, new Place(ui, draft));
        }
    }

    void leave(FormDesignerView view) {
        open.remove(view);
    }

    @EventListener
    void on(DraftSaved saved) {
        if (!saved.draft().kind().equals(FormDefinition.KIND)) {
            return;
        }
        open.forEach((view, place) -> {
            if (place.draft().equals(saved.draft().id())) {
                try {
                    place.ui().access(() -> view.savedSomewhere(saved));
                } catch (UIDetachedException e) {
                    leave(view);
                }
            }
        });
    }

    private record Place(UI ui, UUID draft) {}
}
