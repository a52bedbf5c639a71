package dev.millwright.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;

/** Title, one explaining line and the actions of a page. */
public final class PageHeader extends Header {

    private final H1 title = new H1();
    private final Paragraph subtitle = new Paragraph();
    private final Div leading = new Div();
    private final Div actions = new Div();
    private KeptParts shownActions = new KeptParts(actions);

    public PageHeader(String title) {
        this(title, "");
    }

    public PageHeader(String title, String subtitle, Component... actions) {
        addClassName("mw-page-header");
        Div words = new Div(this.title, this.subtitle);
        words.addClassName("mw-page-header-words");
        leading.addClassName("mw-page-header-leading");
        leading.setVisible(false);
        this.actions.addClassName("mw-page-header-actions");
        add(leading, words, this.actions);
        setTitle(title);
        setSubtitle(subtitle);
        setActions(actions);
    }

    public void setTitle(String text) {
        title.setText(text);
    }

    public void setSubtitle(String text) {
        subtitle.setText(text);
        subtitle.setVisible(!text.isBlank());
    }

    /** Something small in front of the title, such as the app's icon. */
    public void setLeading(Component component) {
        leading.removeAll();
        leading.add(component);
        leading.setVisible(true);
    }

    public void setActions(Component... components) {
        actions.removeAll();
        shownActions = new KeptParts(actions);
        drawActions(List.of(components));
    }

    /** Shows what can be done now; what could be done in the same words before stays as it is. */
    public void drawActions(List<Component> components) {
        shownActions.show(components);
        actions.setVisible(!components.isEmpty());
    }
}
