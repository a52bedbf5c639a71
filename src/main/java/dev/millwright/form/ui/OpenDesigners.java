package dev.millwright.form.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The form designers that are open on this node, so that a designer learns at once that somebody else works on the same draft.
 * Across nodes, or when a message is missed, the version of the draft tells at the next edit.
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

    void saved(FormDesignerView by, UUID draft, String name) {
        open.forEach((view, place) -> {
            if (view != by && place.draft().equals(draft)) {
                try {
                    place.ui().access(() -> view.changedElsewhere(draft, name));
                } catch (UIDetachedException e) {
                    leave(view);
                }
            }
        });
    }

    private record Place(UI ui, UUID draft) {}
}
