package dev.millwright.ui;

import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.theme.lumo.LumoIcon;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Icons by name, {@code <set>:<icon>}; an unknown name shows a plain box rather than nothing. */
public final class Icons {

    private static final String FALLBACK = "square-shadow";
    private static final Map<String, Set<String>> KNOWN =
            Map.of("vaadin", names(VaadinIcon.values()), "lumo", names(LumoIcon.values()));

    private Icons() {}

    private static Set<String> names(Enum<?>[] icons) {
        return Arrays.stream(icons)
                .map(icon -> icon.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A decoration: hidden from screen readers. */
    public static Icon of(String name) {
        int colon = name.indexOf(':');
        String collection = colon < 0 ? "vaadin" : name.substring(0, colon);
        String own = name.substring(colon + 1);
        Icon icon = KNOWN.getOrDefault(collection, Set.of()).contains(own)
                ? new Icon(collection, own)
                : new Icon("vaadin", FALLBACK);
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }
}
