package dev.millwright.form;

import dev.millwright.expression.Expressions;
import dev.millwright.shared.Ids;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds where a field is used in what an app is made of. Definitions name a field by its id, by its key, in a text of the expression
 * language, or in braces within a text for people; what else only people read is no use.
 *
 * @param form id of its form
 * @param ways by form of the app where a first name of its expressions leads: by a link, to lines, or to the records that link to it
 */
public record FieldUses(UUID form, UUID field, String key, Map<UUID, Map<String, UUID>> ways) {

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

    private static final String CONFIG = "config";
    private static final int DEEPEST = 60;

    /**
     * A place where the field is used.
     *
     * @param around the objects around it, the outermost first
     * @param trail by which property each of them leads to the next, and the last one to the use
     */
    public record Hit(List<JsonNode> around, List<String> trail) {

        public Hit {
            around = List.copyOf(around);
            trail = List.copyOf(trail);
        }

        /** The innermost object around that such a property holds, alone or in a list. */
        public Optional<JsonNode> within(String property) {
            for (int i = around.size() - 2; i >= 0; i--) {
                if (trail.get(i).equals(property)) {
                    return Optional.of(around.get(i + 1));
                }
            }
            return Optional.empty();
        }

        /** Whether it is reached by such a property. */
        public boolean through(String property) {
            return trail.contains(property);
        }

        /** The last of these properties by which it is reached. */
        public Optional<String> lastOf(Set<String> properties) {
            return trail.reversed().stream().filter(properties::contains).findFirst();
        }
    }

    /** What uses it within a definition, in the order in which that says it. */
    public List<Hit> in(JsonNode definition) {
        List<Hit> hits = new ArrayList<>();
        UUID own = Ids.parse(definition.path("id").asString("")).orElse(null);
        if (own != null && (form.equals(own) || ways.containsKey(own))) {
            new Walk(form.equals(own), hits).look(definition, text -> names(text, name -> leads(own, name)));
        } else {
            boolean about = mentions(definition, form, 0);
            List<UUID> linking = ways.keySet().stream()
                    .filter(other -> !other.equals(form) && mentions(definition, other, 0))
                    .toList();
            if (about || !linking.isEmpty()) {
                new Walk(false, hits)
                        .look(
                                definition,
                                text -> names(
                                        text,
                                        name -> about && isMeant(name)
                                                || linking.stream().anyMatch(other -> leads(other, name))));
            }
        }
        return hits;
    }

    private static boolean mentions(JsonNode node, UUID id, int depth) {
        return node.isString()
                ? node.stringValue().equals(id.toString())
                : depth < DEEPEST && node.values().stream().anyMatch(child -> mentions(child, id, depth + 1));
    }

    /** Whether a name in what is about its form may mean it; which link a name goes by is not known there. */
    private boolean isMeant(String name) {
        return name.equals(key) || name.startsWith(key + ".") || name.endsWith("." + key);
    }

    /** Whether a name in an expression about records of a form leads to it, or goes by it. */
    private boolean leads(@Nullable UUID from, String name) {
        String path = name.startsWith(Narrowing.OWN) ? name.substring(Narrowing.OWN.length()) : name;
        UUID at = from;
        for (String step : path.split("\\.", DEEPEST)) {
            if (form.equals(at) && step.equals(key)) {
                return true;
            }
            at = at == null ? null : ways.getOrDefault(at, Map.of()).get(step);
            if (at == null) {
                return false;
            }
        }
        return false;
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

    /** Goes through one definition. */
    private final class Walk {

        private final boolean ownForm;
        private final List<Hit> hits;
        private final Deque<JsonNode> around = new ArrayDeque<>();
        private final Deque<String> trail = new ArrayDeque<>();

        /** @param ownForm whether the field stands in the definition, too */
        Walk(boolean ownForm, List<Hit> hits) {
            this.ownForm = ownForm;
            this.hits = hits;
        }

        private void look(JsonNode node, Predicate<String> uses) {
            if (around.size() > DEEPEST) {
                return;
            }
            if (node.isArray()) {
                node.values().forEach(child -> look(child, uses));
                return;
            }
            boolean itself = ownForm && node.path("id").asString("").equals(field.toString()) && !around.isEmpty();
            if (!node.isObject() || itself) {
                return;
            }
            around.addLast(node);
            for (var property : node.properties()) {
                trail.addLast(property.getKey());
                look(node, property.getKey(), property.getValue(), uses);
                trail.removeLast();
            }
            around.removeLast();
        }

        private void look(JsonNode node, String name, JsonNode value, Predicate<String> uses) {
            boolean top = around.size() == 1;
            if (!top && uses.test(name)) {
                hit();
            }
            if (value.isString()) {
                if (inBraces(value.stringValue()) || !READ.contains(name) && isOrUses(value.stringValue(), uses)) {
                    hit();
                }
                return;
            }
            if (value.isArray() && saysSo(value, uses)) {
                hit();
            }
            look(value, name.equals(CONFIG) && !top ? within(node, value, uses) : uses);
        }

        private boolean saysSo(JsonNode list, Predicate<String> uses) {
            return list.values().stream()
                    .anyMatch(one -> one.isString()
                            ? inBraces(one.stringValue()) || isOrUses(one.stringValue(), uses)
                            : one.isArray() && saysSo(one, uses));
        }

        private boolean isOrUses(String text, Predicate<String> uses) {
            return text.equals(field.toString()) || uses.test(text);
        }

        private boolean inBraces(String text) {
            return text.contains("{" + key + "}") || text.contains("{" + key + ".");
        }

        /** Settings of what leads to another form are in words of that form; its own record is {@code this} there. */
        private Predicate<String> within(JsonNode part, JsonNode config, Predicate<String> uses) {
            if (!part.has("key")) {
                return uses;
            }
            boolean leadsHere = mentions(config, form, 0);
            if (leadsHere) {
                return text -> uses.test(text) || names(text, FieldUses.this::isMeant);
            }
            boolean elsewhere = ways.keySet().stream().anyMatch(other -> mentions(config, other, 0));
            return elsewhere ? text -> uses.test(text) && text.contains(Narrowing.OWN) : uses;
        }

        private void hit() {
            hits.add(new Hit(List.copyOf(around), List.copyOf(trail)));
        }
    }
}
