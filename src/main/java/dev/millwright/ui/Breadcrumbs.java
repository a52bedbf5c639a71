package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import dev.millwright.ui.spi.Breadcrumb;
import java.util.List;

/** The path from the home page to where one is. */
final class Breadcrumbs extends Nav {

    private final OrderedList steps = new OrderedList();

    Breadcrumbs() {
        addClassName("mw-breadcrumbs");
        setAriaLabel(t("ui.breadcrumbs"));
        add(steps);
    }

    void show(List<Breadcrumb> path) {
        steps.removeAll();
        setVisible(!path.isEmpty());
        if (path.isEmpty()) {
            return;
        }
        Anchor home = new Anchor("", t("ui.home"));
        steps.add(new ListItem(home));
        for (int i = 0; i < path.size(); i++) {
            Breadcrumb step = path.get(i);
            boolean last = i == path.size() - 1;
            ListItem item = new ListItem();
            if (step.href() == null || last) {
                Span here = new Span(step.label());
                if (last) {
                    here.getElement().setAttribute("aria-current", "page");
                }
                item.add(here);
            } else {
                item.add(new Anchor(step.href(), step.label()));
            }
            steps.add(item);
        }
    }
}
