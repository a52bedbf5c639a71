package dev.millwright.field.type;

import dev.millwright.field.type.OptionTree.Node;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A tree of options as people write it: a line for each option, further in for what is below it; or a row of a sheet for each path. */
final class OptionOutline {

    static final int MOST = 2_000;
    static final int DEEPEST = 6;
    static final int LONGEST_LABEL = 100;
    private static final int TAB = 4;
    private static final String STEP = "  ";

    private OptionOutline() {}

    /**
     * A tree made of an outline.
     *
     * @param same how many lines say what another one says
     * @param gone what is no longer offered, though records may have it
     * @param renamed which labels took the place of which
     */
    record Read(OptionTree tree, int same, List<String> gone, Map<String, String> renamed) {}

    static Problems validate(OptionTree tree) {
        if (tree.nodes().size() > MOST) {
            return Problems.of(Problem.error("field.config.options.tooMany", "tree", MOST));
        }
        if (tree.below(null).isEmpty()) {
            return Problems.of(Problem.error("field.config.options.none", "tree"));
        }
        for (Node node : tree.nodes()) {
            if (node.level() >= DEEPEST) {
                return Problems.of(Problem.error("field.config.tree.deep", "tree", node.label(), DEEPEST));
            }
        }
        Problems problems = Problems.NONE;
        Set<String> keys = new HashSet<>();
        Set<List<String>> paths = new HashSet<>();
        for (Node node : tree.nodes()) {
            List<String> parent = tree.path(node.key());
            if (!Keys.isOption(node.key()) || !keys.add(node.key())) {
                problems = problems.and(Problem.error("field.config.options.key", "tree", node.key()));
                continue;
            }
            if (parent.size() != node.level() + 1) {
                problems = problems.and(Problem.error("field.config.tree.deep", "tree", node.label(), DEEPEST));
            }
            if (node.label().isBlank() || !Typed.isStorable(node.label())) {
                problems = problems.and(Problem.error("field.config.options.noLabel", "tree"));
            } else if (node.label().length() > LONGEST_LABEL) {
                problems = problems.and(Problem.error("field.config.options.labelTooLong", "tree", LONGEST_LABEL));
            } else if (isSeparated(node.label())) {
                problems = problems.and(Problem.error("field.config.tree.separator", "tree", node.label()));
            } else {
                List<String> path = new ArrayList<>(parent.subList(0, Math.max(0, parent.size() - 1)));
                path.add(Options.comparable(node.label()));
                if (!paths.add(path)) {
                    problems = problems.and(Problem.error("field.config.options.sameLabel", "tree", node.label()));
                }
            }
        }
        return problems;
    }

    /** Otherwise a path in a file could not be taken apart again. */
    private static boolean isSeparated(String label) {
        String plain = Typed.halfWidth(label);
        return plain.indexOf('/') >= 0 || plain.indexOf('>') >= 0;
    }

    /** Whether it is larger or deeper than trees may be, as only programs write them. */
    static boolean isBeyond(OptionTree tree) {
        return tree.nodes().size() > MOST || tree.nodes().stream().anyMatch(node -> node.level() >= DEEPEST);
    }

    /** What of a tree is within bounds, for people to go on from. */
    static OptionTree within(OptionTree tree) {
        return isBeyond(tree)
                ? new OptionTree(tree.nodes().stream()
                        .filter(node -> node.level() < DEEPEST)
                        .limit(MOST)
                        .toList())
                : tree;
    }

    /** As people edit it: what is offered. */
    static String write(OptionTree tree) {
        StringBuilder outline = new StringBuilder();
        List<Node> nodes = tree.nodes();
        // By places and not by keys: two options may have the same one in a draft that a program wrote.
        for (int i = 0; i < nodes.size(); i++) {
            if (!tree.options().get(i).retired()) {
                outline.append(STEP.repeat(tree.level(i)))
                        .append(nodes.get(i).label())
                        .append('\n');
            }
        }
        return outline.toString().stripTrailing();
    }

    /** An option as it was written, before it has a key. */
    private static final class Branch {
        private final Map<String, Branch> below = new LinkedHashMap<>();
        private final String label;

        Branch(String label) {
            this.label = label;
        }
    }

    /** The options of an outline; those that were there before keep their keys. */
    static Read read(String outline, OptionTree before) {
        Branch root = new Branch("");
        List<Branch> line = new ArrayList<>(List.of(root));
        List<Integer> indents = new ArrayList<>();
        int same = 0;
        for (String raw : outline.split("\\R", -1)) {
            if (raw.isBlank()) {
                continue;
            }
            int indent = indent(raw);
            while (!indents.isEmpty() && indents.getLast() >= indent) {
                indents.removeLast();
                line.removeLast();
            }
            // A pasted row of a sheet says its whole path in cells.
            List<String> cells = List.of(raw.strip().split("\t")).stream()
                    .map(String::strip)
                    .filter(cell -> !cell.isEmpty())
                    .toList();
            Branch at = line.getLast();
            boolean known = true;
            for (String label : cells) {
                String name = Options.comparable(label);
                known &= at.below.containsKey(name);
                at = at.below.computeIfAbsent(name, _ -> new Branch(label));
            }
            same += known ? 1 : 0;
            if (cells.size() == 1) {
                line.add(at);
                indents.add(indent);
            }
        }
        Keying keying = new Keying(before);
        keying.place(root, null, 0);
        return new Read(new OptionTree(keying.nodes), same, keying.gone, keying.renamed);
    }

    private static int indent(String line) {
        int indent = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\t') {
                indent += TAB;
            } else if (c == '\u3000') {
                indent += 2;
            } else if (Character.isWhitespace(c)) {
                indent++;
            } else {
                break;
            }
        }
        return indent;
    }

    /** Gives written options the keys of those that they were. */
    private static final class Keying {

        private final OptionTree before;
        private final Set<String> taken = new HashSet<>();
        private final List<Node> nodes = new ArrayList<>();
        private final List<String> gone = new ArrayList<>();
        private final Map<String, String> renamed = new LinkedHashMap<>();

        Keying(OptionTree before) {
            this.before = before;
            before.nodes().forEach(node -> taken.add(node.key()));
        }

        void place(Branch parent, @Nullable String key, int level) {
            Map<String, Node> known = new LinkedHashMap<>();
            for (Node node : all(key)) {
                known.putIfAbsent(Options.comparable(node.label()), node);
            }
            List<Node> missing = known.entrySet().stream()
                    .filter(entry -> !parent.below.containsKey(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            List<Node> lost = missing.stream().filter(node -> !node.retired()).toList();
            List<String> added = parent.below.keySet().stream()
                    .filter(label -> !known.containsKey(label))
                    .toList();
            // One label instead of one other among the same neighbours is a new name for it.
            boolean rename = lost.size() == 1 && added.size() == 1;
            for (Map.Entry<String, Branch> entry : parent.below.entrySet()) {
                Branch branch = entry.getValue();
                Node was = known.get(entry.getKey());
                if (was == null && rename) {
                    was = lost.getFirst();
                    renamed.put(was.label(), branch.label);
                }
                String own = was == null ? propose(branch.label) : was.key();
                nodes.add(new Node(own, branch.label, level, false));
                place(branch, was == null ? "" : own, level + 1);
            }
            for (Node node : missing) {
                if (node.retired() || !rename) {
                    retire(node, level);
                }
            }
        }

        /** What was below an option, offered or not; nothing below one that is new. */
        private List<Node> all(@Nullable String key) {
            List<Node> all = new ArrayList<>();
            for (Node node : before.nodes()) {
                List<String> path = before.path(node.key());
                String parent = path.size() < 2 ? null : path.get(path.size() - 2);
                if (key == null ? parent == null : key.equals(parent)) {
                    all.add(node);
                }
            }
            return all;
        }

        private String propose(String label) {
            String proposed = Keys.proposeForOption(label, "option_" + (nodes.size() + 1), taken::contains);
            taken.add(proposed);
            return proposed;
        }

        /** Stays, with all below it, so that records that have it still say what it is called. */
        private void retire(Node node, int level) {
            if (!node.retired()) {
                gone.add(node.label());
            }
            nodes.add(new Node(node.key(), node.label(), level, true));
            for (Node below : all(node.key())) {
                nodes.add(new Node(below.key(), below.label(), level + 1, true));
                all(below.key()).forEach(deeper -> retireQuietly(deeper, level + 2));
            }
        }

        private void retireQuietly(Node node, int level) {
            nodes.add(new Node(node.key(), node.label(), level, true));
            all(node.key()).forEach(below -> retireQuietly(below, level + 1));
        }
    }
}
