package dev.millwright.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.html.Aside;
import dev.millwright.dashboard.DashboardEditor;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows the settings of what is selected; they stay as they are, focus included, while the same thing stays selected. */
final class BoardInspector extends Composite<Aside> {

    private final BoardScreens screens;
    private final String app;
    private final BoardEdits edits;
    private @Nullable Component shown;

    BoardInspector(BoardScreens screens, String app, BoardEdits edits, Runnable typingEnded) {
        this.screens = screens;
        this.app = app;
        this.edits = edits;
        getContent().addClassName("mw-inspector");
        getContent().getElement().addEventListener("focusout", left -> typingEnded.run());
    }

    void show(DashboardEditor editor, Problems problems) {
        Optional<TileDefinition> tile = editor.selectedTile();
        if (tile.isPresent()) {
            TileSettings settings;
            if (shown instanceof TileSettings present && present.fits(tile.get())) {
                settings = present;
            } else {
                String focused =
                        shown instanceof TileSettings before && before.isOf(tile.get()) ? before.touched() : "";
                settings = new TileSettings(screens, app, tile.get(), edits, focused);
                replace(settings);
            }
            settings.update(tile.get(), below(tile.get().id().toString(), problems));
            return;
        }
        BoardSettings settings;
        if (shown instanceof BoardSettings present && present.fits(editor)) {
            settings = present;
        } else {
            settings = new BoardSettings(screens, app, editor, edits);
            replace(settings);
        }
        settings.update(editor.definition(), problems);
    }

    /** Lets nothing be changed any more. */
    void freeze() {
        getContent().setEnabled(false);
    }

    private void replace(Component settings) {
        getContent().removeAll();
        getContent().add(settings);
        shown = settings;
    }

    /** The problems under a path, seen from there. */
    private static Problems below(String path, Problems problems) {
        return new Problems(problems.stream()
                .filter(problem -> problem.path().startsWith(path + "."))
                .map(problem -> new Problem(
                        problem.severity(),
                        problem.code(),
                        problem.path().substring(path.length() + 1),
                        problem.arguments()))
                .toList());
    }
}
