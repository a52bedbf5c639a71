package dev.millwright.template.ui;

import dev.millwright.app.spi.AppBeginning;
import org.springframework.stereotype.Component;

/** Offers to begin an app with a template. */
@Component
class TemplateBeginning implements AppBeginning {

    @Override
    public String label() {
        return "template.action";
    }

    @Override
    public String icon() {
        return "vaadin:copy-o";
    }

    @Override
    public String href() {
        return TemplatesView.ROUTE;
    }
}
