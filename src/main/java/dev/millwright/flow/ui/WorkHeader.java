package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import dev.millwright.flow.Tasks;
import dev.millwright.ui.Icons;
import dev.millwright.ui.spi.HeaderPart;
import org.jspecify.annotations.Nullable;

/** The way to one's work from every page, with the number of what waits. */
@org.springframework.stereotype.Component
class WorkHeader implements HeaderPart {

    private static final int ORDER = 10;
    private static final int MOST = 99;

    private final FlowScreens screens;

    WorkHeader(FlowScreens screens) {
        this.screens = screens;
    }

    @Override
    public Component create() {
        return new Link(screens);
    }

    @Override
    public int order() {
        return ORDER;
    }

    /** A link that counts by itself. */
    static final class Link extends Anchor {

        private final transient FlowScreens screens;
        private final Span badge = new Span();
        private transient Tasks.@Nullable Subscription subscription;

        Link(FlowScreens screens) {
            super(WorkNavigation.work());
            this.screens = screens;
            addClassName("mw-work-link");
            Span words = new Span(t("work.work.title"));
            words.addClassName("mw-work-link-words");
            badge.addClassName("mw-count");
            add(Icons.of("vaadin:inbox"), words, badge);
        }

        @Override
        protected void onAttach(AttachEvent event) {
            super.onAttach(event);
            UI ui = event.getUI();
            subscription = screens.tasks().subscribe(screens.person().get().id(), () -> Later.tell(ui, this::count));
            count();
        }

        @Override
        protected void onDetach(DetachEvent event) {
            if (subscription != null) {
                subscription.close();
                subscription = null;
            }
            super.onDetach(event);
        }

        private void count() {
            Tasks.Counts counts = screens.tasks().counts();
            badge.setText(counts.todo() > MOST ? MOST + "+" : String.valueOf(counts.todo()));
            badge.setVisible(counts.todo() > 0);
            badge.getElement().setAttribute("data-over", counts.overdue() > 0);
            setAriaLabel(t("work.work.link", counts.todo(), counts.overdue()));
            setTitle(t("work.work.link", counts.todo(), counts.overdue()));
        }
    }
}
