package dev.millwright.form;

import dev.millwright.expression.Expressions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds where a field is used in what an app is made of. Definitions name a field by its id, by its key, or in a text of the expression
 * language; what only people read is no use.
 *
 * @param form id of its form
 * @param links by the id of a form that links to this one the keys of its links, behind which expressions about that form name the field
 */
public record FieldUses(UUID form, UUID field, String key, Map<UUID, Set<String>> links) {

    /** Names of what people read, or of what a part is itself. */
    private static final Set<String> READ = Set.of(
            "id",
            "key",
            "label",
            "name",
            "title",
            "help",
            "placeholder",
            "description",
            "note",
            "text",
            "icon",
            "type");

    private static final List<String> NAMES = List.of("label", "name", "title");

    private static final int DEEPEST = 60;

    /**
     * What uses it within a definition, by the names that people gave to these parts; empty when nothing does. A part without a name is an
     * empty text.
     */
    public Set<String> in(JsonNode definition) {
        Set<String> places = new LinkedHashSet<>();
        boolean own = definition.path("id").asString("").equals(form.toString());
        if (own || mentions(definition, form.toString(), 0)) {
            look(definition, "", own ? "" : null, places, 0, this::uses);
        } else {
            links.forEach((linking, keys) -> {
                if (mentions(definition, linking.toString(), 0)) {
                    look(
                            definition,
                            "",
                            null,
                            places,
                            0,
                            text -> keys.stream().anyMatch(link -> names(text, (link + "." + key)::equals)));
                }
            });
        }
        return places;
    }

    private static boolean mentions(JsonNode node, String text, int depth) {
        return node.isString()
                ? node.stringValue().equals(text)
                : depth < DEEPEST && node.values().stream().anyMatch(child -> mentions(child, text, depth + 1));
    }

    /**
     * @param part the nearest part around that has a name
     * @param within not null within the form itself, where the field stands, too
     */
    private void look(
            JsonNode node,
            String part,
            @Nullable String within,
            Set<String> places,
            int depth,
            Predicate<String> uses) {
        if (depth > DEEPEST) {
            return;
        }
        if (node.isArray()) {
            node.values().forEach(child -> look(child, part, within, places, depth + 1, uses));
            return;
        }
        boolean itself = within != null && node.path("id").asString("").equals(field.toString());
        if (!node.isObject() || itself) {
            return;
        }
        String here = depth == 0 ? part : named(node, part);
        for (var property : node.properties()) {
            JsonNode value = property.getValue();
            if (uses.test(property.getKey()) && depth > 0) {
                places.add(here);
            }
            if (value.isString()) {
                if (!READ.contains(property.getKey()) && uses.test(value.stringValue())) {
                    places.add(here);
                }
            } else {
                texts(value).stream().filter(uses).forEach(ignored -> places.add(here));
                look(value, here, within, places, depth + 1, uses);
            }
        }
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.values().stream().filter(JsonNode::isString).forEach(text -> texts.add(text.stringValue()));
        }
        return texts;
    }

    private static String named(JsonNode node, String otherwise) {
        return NAMES.stream()
                .map(name -> node.path(name).asString(""))
                .filter(name -> !name.isBlank())
                .findFirst()
                .orElse(otherwise);
    }

    private boolean uses(String text) {
        if (text.equals(field.toString()) || text.equals(key)) {
            return true;
        }
        return names(text, name -> name.equals(key) || name.startsWith(key + ".") || name.endsWith("." + key));
    }

    /** Whether a text of the expression language has such a name. */
    private boolean names(String text, Predicate<String> wanted) {
        if (!text.contains(key)) {
            return false;
        }
        boolean[] found = new boolean[1];
        var _ = Expressions.renamed(text, name -> {
            found[0] |= wanted.test(name);
            return name;
        });
        return found[0];
    }
}
