package dev.millwright.print.internal;

import dev.millwright.form.FieldUses.Hit;
import dev.millwright.form.spi.FieldSearch;
import dev.millwright.form.spi.FieldUse.Spot;
import dev.millwright.form.spi.FieldUser;
import dev.millwright.print.PrintElementTypes;
import dev.millwright.print.PrintTemplate;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Finds where print templates use a field: in elements and when these are shown, for pages of their own, in layouts made elsewhere. */
@Component
class PrintFieldUser implements FieldUser {

    private static final String ICON = "vaadin:print";

    private final PrintKind kind;
    private final PrintElementTypes types;

    PrintFieldUser(PrintKind kind, PrintElementTypes types) {
        this.kind = kind;
        this.types = types;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(PrintTemplate.KIND);
    }

    @Override
    public Found uses(FieldSearch search) {
        String words = kind.label().in(search.language());
        return Found.of(search.designed(PrintTemplate.KIND, ICON, words, (template, hit) -> spot(search, hit)));
    }

    private Optional<Spot> spot(FieldSearch search, Hit hit) {
        Optional<JsonNode> element = hit.within("elements");
        if (element.isEmpty()) {
            return switch (hit.trail().getFirst()) {
                case "groupBy" -> Optional.of(new Spot(search.text("print.settings.groupBy"), "template"));
                case "jrxml" -> Optional.of(new Spot(search.text("print.uses.layout"), "template"));
                default -> Optional.empty();
            };
        }
        String name = types.find(element.get().path("type").asString(""))
                .map(type -> type.descriptor().label().in(search.language()))
                .orElseGet(() -> element.get().path("type").asString(""));
        return Optional.of(new Spot(
                hit.through("showIf") ? name + " · " + search.text("print.settings.showIf") : name,
                element.get().path("id").asString("")));
    }
}
