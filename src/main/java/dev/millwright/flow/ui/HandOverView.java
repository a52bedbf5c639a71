package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.dom.Style;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** Hands over all work of somebody who leaves, over all apps that the person looks after. */
@Route(WorkNavigation.HAND_OVER)
@PermitAll
class HandOverView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private final transient FlowScreens screens;

    HandOverView(FlowScreens screens) {
        this.screens = screens;
        addClassName("mw-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        // Throws for whoever looks after no app.
        screens.flows().withOpenWork("", 1);
        HandOverForm form = new HandOverForm(screens, null);
        Button done = new Button(t("work.handOver.action"), click -> form.handOver());
        done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        done.setDisableOnClick(true);
        done.addClickListener(click -> done.setEnabled(true));
        done.getStyle().setAlignSelf(Style.AlignSelf.START);
        form.setMaxWidth("40rem");
        form.add(done);
        removeAll();
        add(new PageHeader(t("work.handOver.title"), t("work.handOver.subtitle")), form);
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(Breadcrumb.here(t("work.handOver.title")));
    }
}
