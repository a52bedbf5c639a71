package dev.millwright.field.type;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millwright.field.ChoiceOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Options within options, each with a key that no other one of the tree has. */
final class OptionTree {

    /** Between the labels of a path. */
    static final String SEPARATOR = " / ";

    private static final int LONGEST_PATH = OptionOutline.DEEPEST * (OptionOutline.LONGEST_LABEL + SEPARATOR.length());

    static final OptionTree EMPTY = new OptionTree(List.of());

    /**
     * An option in the order of an outline: those below it follow it, one level deeper.
     *
     * @param level 0 at the top
     * @param retired whether it is no longer offered, and nothing below it is
     */
    record Node(String key, String label, int level, boolean retired) {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Node {
            key = key == null ? "" : key;
            label = label == null ? "" : label;
        }
    }

    private final List<Node> nodes;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, List<Integer>> called = new HashMap<>();
    private final String[] names;
    private final int[] parents;
    private final int[] levels;
    private final List<ChoiceOption> options;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    OptionTree(@Nullable List<Node> nodes) {
        this.nodes = nodes == null ? List.of() : List.copyOf(nodes);
        parents = new int[this.nodes.size()];
        levels = new int[parents.length];
        names = new String[parents.length];
        List<Integer> line = new ArrayList<>();
        List<ChoiceOption> all = new ArrayList<>();
        for (int i = 0; i < parents.length; i++) {
            Node node = this.nodes.get(i);
            places.putIfAbsent(node.key(), i);
            names[i] = Options.comparable(node.label());
            called.computeIfAbsent(names[i], _ -> new ArrayList<>()).add(i);
            int level = Math.clamp(node.level(), 0, line.size());
            line.subList(level, line.size()).clear();
            parents[i] = line.isEmpty() ? -1 : line.getLast();
            line.add(i);
            levels[i] = level;
            ChoiceOption above = parents[i] < 0 ? null : all.get(parents[i]);
            // Below a path longer than any may be, an option is called by its own label: whole paths of a tree that
            // nobody has checked yet
            // would fill the memory.
            all.add(new ChoiceOption(
                    node.key(),
                    above == null || above.label().length() > LONGEST_PATH
                            ? node.label()
                            : above.label() + SEPARATOR + node.label(),
                    "grey",
                    node.retired() || (above != null && above.retired())));
        }
        options = List.copyOf(all);
    }

    @JsonValue
    List<Node> nodes() {
        return nodes;
    }

    /** Each option of every level, called by its whole path. */
    List<ChoiceOption> options() {
        return options;
    }

    /** How deep the option at a place of the outline is; a node cannot say that it is more than one level below the one before. */
    int level(int place) {
        return levels[place];
    }

    /** How many levels there are. */
    int depth() {
        return nodes.stream().mapToInt(node -> node.level() + 1).max().orElse(0);
    }

    /** The options that are offered below one, or at the top for null. */
    List<Node> below(@Nullable String key) {
        int parent = key == null ? -1 : places.getOrDefault(key, -2);
        List<Node> below = new ArrayList<>();
        for (int i = parent + 1; parent >= -1 && i < parents.length; i++) {
            if (parents[i] == parent && !nodes.get(i).retired()) {
                below.add(nodes.get(i));
            }
            if (parents[i] < parent) {
                break;
            }
        }
        return below;
    }

    /** The offered options within one, or within all for null, whose label has a text in it: those of the upper levels first. */
    List<Node> search(@Nullable String within, String text, int most) {
        String wanted = Options.comparable(text);
        int first = within == null ? -1 : places.getOrDefault(within, parents.length);
        List<Node> found = new ArrayList<>();
        for (int i = first + 1; i < parents.length && parents[i] >= first; i++) {
            if (names[i].contains(wanted) && !options.get(i).retired()) {
                found.add(nodes.get(i));
            }
        }
        found.sort(Comparator.comparingInt(Node::level));
        return found.subList(0, Math.min(most, found.size()));
    }

    Optional<Node> find(String key) {
        return Optional.ofNullable(places.get(key)).map(nodes::get);
    }

    /** The keys from the top to the option; empty when there is none of the key. */
    List<String> path(String key) {
        List<String> path = new ArrayList<>();
        for (int at = places.getOrDefault(key, -1); at >= 0; at = parents[at]) {
            path.add(nodes.get(at).key());
        }
        Collections.reverse(path);
        return List.copyOf(path);
    }

    /** The labels of a path; an option that is gone is called by its key. */
    String words(List<String> path) {
        return path.stream().map(key -> find(key).map(Node::label).orElse(key)).collect(Collectors.joining(SEPARATOR));
    }

    /** The paths that a text may mean: the labels of one from the top, or of the end of one. Two of several are enough to refuse. */
    List<List<String>> meant(String text) {
        String wanted = Options.comparable(text).replace(">", "/");
        List<String> labels = wanted.indexOf('/') < 0
                ? List.of(wanted.strip())
                : List.of(wanted.split("/", -1)).stream().map(String::strip).toList();
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (int i : called.getOrDefault(labels.getLast(), List.of())) {
            if (ends(i, labels) && found.size() < 2) {
                List<String> path = path(nodes.get(i).key());
                if (path.size() == labels.size()) {
                    return List.of(path);
                }
                found.put(nodes.get(i).key(), path);
            }
        }
        if (found.isEmpty() && labels.size() == 1) {
            runTogether(-1, labels.getFirst(), found);
        }
        return List.copyOf(found.values());
    }

    /** Whether the last labels of the path of an option are these. */
    private boolean ends(int node, List<String> labels) {
        int at = node;
        for (int i = labels.size() - 1; i >= 0; i--) {
            if (at < 0 || !names[at].equals(labels.get(i))) {
                return false;
            }
            at = parents[at];
        }
        return true;
    }

    /** Labels from the top without anything between them, as in addresses. */
    private void runTogether(int parent, String rest, Map<String, List<String>> found) {
        for (Node node : below(parent < 0 ? null : nodes.get(parent).key())) {
            int place = Objects.requireNonNull(places.get(node.key()));
            String label = names[place];
            if (found.size() < 2 && !label.isEmpty() && rest.startsWith(label)) {
                if (rest.length() == label.length()) {
                    found.put(node.key(), path(node.key()));
                } else {
                    runTogether(place, rest.substring(label.length()), found);
                }
            }
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OptionTree tree && tree.nodes.equals(nodes);
    }

    @Override
    public int hashCode() {
        return nodes.hashCode();
    }

    @Override
    public String toString() {
        return nodes.toString();
    }
}
