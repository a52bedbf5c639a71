package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import dev.millwright.app.Action;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.shared.Problem;
import dev.millwright.ui.Icons;
import dev.millwright.ui.Notices;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Takes the ticked records out of the recycle bin, or all that are in it. */
final class BinBar extends SelectionBar {

    BinBar(RecordScreens screens, OpenForm opened, Supplier<ListRequest> request, Ways ways) {
        super(screens, opened, request, ways);
    }

    @Override
    List<Component> actions() {
        if (!opened().may(Action.DELETE)) {
            return List.of();
        }
        Button restore = new Button(t("record.action.restore"), Icons.of("vaadin:rotate-left"), click -> restore());
        restore.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_PRIMARY);
        return List.of(restore);
    }

    private void restore() {
        List<RecordData> ticked = ticked();
        boolean all = isAll();
        int asked = number();
        ListRequest request = request();
        List<Problem> left = new ArrayList<>();
        during(
                "record.bulk.restoring",
                asked,
                progress -> {
                    List<UUID> ids = (all ? work().read(request, asked) : ticked)
                            .stream().map(RecordData::id).toList();
                    return new Restored(work().restore(ids, progress, left::addAll), ids.size());
                },
                restored -> {
                    if (restored.number() == restored.asked()) {
                        Notices.success(t("record.bulk.restored", restored.number()));
                    } else {
                        Notices.error(t("record.bin.restoredSome", restored.number(), restored.asked()));
                    }
                    RecordScreens.tellLeft(left);
                    done();
                });
    }

    private record Restored(int number, int asked) {}
}
