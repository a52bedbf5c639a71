package dev.millwright.print.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import dev.millwright.app.AppEvent.DraftDeleted;
import dev.millwright.app.AppEvent.DraftSaved;
import dev.millwright.app.DraftRef;
import dev.millwright.print.PrintTemplate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The print designers that are open on this node, so that one learns at once that somebody else works on the same draft. */
@Component
class OpenPrintDesigners {

    private final Map<PrintDesignerView, Place> open = new ConcurrentHashMap<>();

    void enter(PrintDesignerView view, UUID draft) {
        UI ui = UI.getCurrent();
        if (ui != null) {
            open.put(view, new Place(ui, draft));
        }
    }

    void leave(PrintDesignerView view) {
        open.remove(view);
    }

    @EventListener
    void on(DraftSaved saved) {
        tell(saved.draft(), view -> view.savedSomewhere(saved));
    }

    @EventListener
    void on(DraftDeleted deleted) {
        tell(deleted.draft(), view -> view.deletedSomewhere(deleted));
    }

    private void tell(DraftRef draft, Consumer<PrintDesignerView> news) {
        open.forEach((view, place) -> {
            if (draft.kind().equals(PrintTemplate.KIND) && draft.id().equals(place.draft())) {
                try {
                    place.ui().access(() -> news.accept(view));
                } catch (UIDetachedException e) {
                    leave(view);
                }
            }
        });
    }

    private record Place(UI ui, UUID draft) {}
}
