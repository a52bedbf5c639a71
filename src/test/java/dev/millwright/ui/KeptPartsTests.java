package dev.millwright.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptPartsTests {

    private final H2 title = new H2("Title");
    private final Span foot = new Span("Foot");
    private final Div page = new Div(title, foot);
    private final KeptParts parts = new KeptParts(page, title);

    @Test
    void leavesWhatLooksTheSameWhereItIs() {
        Button edit = new Button("Edit");
        Button urge = new Button("Urge");
        Button delete = new Button("Delete");
        parts.show(List.of(edit, urge, delete));
        Button submit = new Button("Submit");
        parts.show(List.of(new Button("Edit"), submit, new Button("Delete")));
        assertThat(children()).containsExactly(title, edit, submit, delete, foot);
        parts.show(List.of(new Button("Delete")));
        assertThat(children()).containsExactly(title, delete, foot);
        parts.show(List.of());
        assertThat(children()).containsExactly(title, foot);
    }

    @Test
    void drawsWhatLooksDifferentDeepInside() {
        Div former = new Div(new Div(new Span("In approval")));
        parts.show(List.of(former));
        Div now = new Div(new Div(new Span("Accepted")));
        parts.show(List.of(now));
        assertThat(children()).containsExactly(title, now, foot);
        Div coloured = new Div(new Div(new Span("Accepted")));
        coloured.getElement().setAttribute("data-colour", "green");
        parts.show(List.of(coloured));
        assertThat(children()).containsExactly(title, coloured, foot);
    }

    @Test
    void comparesThingsAsTheyWereDrawn() {
        Button edit = new Button("Edit");
        parts.show(List.of(edit));
        edit.getElement().setProperty("opened", true);
        parts.show(List.of(new Button("Edit")));
        assertThat(children()).containsExactly(title, edit, foot);
    }

    @Test
    void looksIntoMenus() {
        MenuBar former = menu("Hold", "End");
        parts.show(List.of(former));
        parts.show(List.of(menu("Hold", "End")));
        assertThat(children()).containsExactly(title, former, foot);
        MenuBar now = menu("Let go on", "End");
        parts.show(List.of(now));
        assertThat(children()).containsExactly(title, now, foot);
    }

    private static MenuBar menu(String... entries) {
        MenuBar bar = new MenuBar();
        var root = bar.addItem("More");
        for (String entry : entries) {
            root.getSubMenu().addItem(entry);
        }
        return bar;
    }

    private List<Component> children() {
        return page.getChildren().toList();
    }
}
