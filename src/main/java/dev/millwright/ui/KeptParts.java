package dev.millwright.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Components one below the other that are drawn again and again: what looks as it did stays where it is, with its focus, its scroll place
 * and what hangs open from it.
 */
public final class KeptParts {

    /** What is downloaded has another address each time it is drawn. */
    private static final Pattern DOWNLOAD = Pattern.compile("VAADIN/dynamic/resource/[^\"]*/");

    private final Element within;
    private final @Nullable Component above;
    private List<Part> shown = List.of();

    /** A component and how it looked when it was drawn, before anybody touched it. */
    private record Part(Component component, String look) {}

    public KeptParts(Component within) {
        this(within, null);
    }

    /** @param above what stands before the parts within the same component; null for nothing */
    public KeptParts(Component within, @Nullable Component above) {
        this.within = within.getElement();
        this.above = above;
    }

    public void show(List<? extends Component> wanted) {
        List<Part> kept = new ArrayList<>();
        int from = 0;
        for (Component component : wanted) {
            String look = look(component);
            int at = from;
            while (at < shown.size() && !shown.get(at).look().equals(look)) {
                at++;
            }
            if (at < shown.size()) {
                kept.add(shown.get(at));
                from = at + 1;
            } else {
                kept.add(new Part(component, look));
            }
        }
        shown.stream()
                .filter(part -> !kept.contains(part))
                .forEach(part -> part.component().getElement().removeFromParent());
        int place = above == null ? 0 : within.indexOfChild(above.getElement()) + 1;
        for (Part part : kept) {
            Element element = part.component().getElement();
            if (!within.equals(element.getParent())) {
                within.insertChild(place, element);
            }
            place++;
        }
        shown = List.copyOf(kept);
    }

    private static String look(Component component) {
        StringBuilder look = new StringBuilder();
        write(component.getElement(), look);
        return DOWNLOAD.matcher(look).replaceAll("");
    }

    private static void write(Element element, StringBuilder look) {
        if (element.isTextNode()) {
            look.append(element.getText()).append('\n');
            return;
        }
        look.append('<').append(element.getTag()).append(element.isVisible()).append(element.isEnabled());
        element.getAttributeNames()
                .sorted()
                .forEach(name -> look.append(' ')
                        .append(name)
                        .append('=')
                        .append('"')
                        .append(element.getAttribute(name))
                        .append('"'));
        element.getPropertyNames()
                .sorted()
                .forEach(name -> look.append(' ').append(name).append(':').append(element.getPropertyRaw(name)));
        look.append('>');
        element.getComponent().ifPresent(component -> {
            if (component instanceof MenuBar bar) {
                bar.getItems().forEach(item -> write(item, look));
            }
        });
        element.getChildren().forEach(child -> write(child, look));
        look.append("</>");
    }

    /** What hangs below a menu is no child of it. */
    private static void write(MenuItem item, StringBuilder look) {
        write(item.getElement(), look);
        item.getSubMenu().getItems().forEach(below -> write(below, look));
    }
}
