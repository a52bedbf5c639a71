package dev.millwright.flow.web;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.Flows.NodeState;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.spi.BranchNames;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.shared.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A flow drawn from top to bottom as its designer sees it, with where a run stands. */
final class Diagram {

    private static final int WIDTH = 200;
    private static final int HEIGHT = 56;
    private static final int GAP = 32;
    private static final int ASIDE = 24;
    private static final int LONGEST = 24;

    private static final String STYLE = """
        text { font: 13px system-ui, sans-serif; fill: #1f2927 }
        .people { font-size: 11px; fill: #566260 }
        .node { fill: #fff; stroke: #b9c1bd; stroke-width: 1.5 }
        .passed { stroke: #1d7a46 } .current { stroke: #14675d; stroke-width: 3; fill: #e1f0ed }
        .rejected, .failed { stroke: #b3261e; stroke-width: 2.5 } .skipped { stroke-dasharray: 4 3; opacity: .6 }
        .line { fill: none; stroke: #b9c1bd; stroke-width: 1.5 }
        """;

    private final FlowDefinition flow;
    private final Map<UUID, NodeState> path;
    private final Function<NodeDefinition, NodeShape> shapes;
    private final Texts texts;
    private final Locale language;
    private final StringBuilder lines = new StringBuilder();
    private final StringBuilder boxes = new StringBuilder();

    Diagram(
            FlowDefinition flow,
            Map<UUID, NodeState> path,
            Function<NodeDefinition, NodeShape> shapes,
            Texts texts,
            Locale language) {
        this.flow = flow;
        this.path = path;
        this.shapes = shapes;
        this.texts = texts;
        this.language = language;
    }

    String svg() {
        int width = width(flow.nodes()) + 2 * ASIDE;
        int middle = width / 2;
        box(middle, ASIDE, texts.text(language, "work.diagram.start"), "", "passed", true);
        int end = draw(flow.nodes(), middle, ASIDE + HEIGHT);
        line(middle, end, middle, end + GAP);
        box(middle, end + GAP, texts.text(language, "work.diagram.end"), "", "", true);
        int height = end + GAP + HEIGHT + ASIDE;
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img">\
            <title>%s</title><style>%s</style>%s%s</svg>
            """.formatted(width, height, width, height, escaped(flow.label()), STYLE, lines, boxes);
    }

    private static int width(List<NodeDefinition> nodes) {
        return nodes.stream().mapToInt(Diagram::width).max().orElse(WIDTH);
    }

    private static int width(NodeDefinition node) {
        int within = node.branches().stream()
                .mapToInt(branch -> width(branch.nodes()) + ASIDE)
                .sum();
        return Math.max(WIDTH, within - (within == 0 ? 0 : ASIDE));
    }

    /** Draws nodes below each other; where the last one ends. */
    private int draw(List<NodeDefinition> nodes, int x, int from) {
        int y = from;
        for (NodeDefinition node : nodes) {
            line(x, y, x, y + GAP);
            y = draw(node, x, y + GAP);
        }
        return y;
    }

    private int draw(NodeDefinition node, int x, int y) {
        NodeState state = path.get(node.id());
        String people = state == null
                ? ""
                : Stream.concat(
                                state.people().stream().map(PersonRef::name),
                                state.called().stream()
                                        .map(called -> texts.text(
                                                language,
                                                "work.path.called",
                                                called.person().name(),
                                                called.flow())))
                        .collect(Collectors.joining(", "));
        String label = node.label().isBlank() ? node.type() : node.label();
        box(x, y, label, people, status(state), false);
        if (node.branches().isEmpty()) {
            return y + HEIGHT;
        }
        NodeShape shape = shapes.apply(node);
        int left = x - width(node) / 2;
        List<int[]> ends = new ArrayList<>();
        int deepest = 0;
        for (BranchDefinition branch : node.branches()) {
            int wide = width(branch.nodes());
            int middle = left + wide / 2;
            line(x, y + HEIGHT, middle, y + HEIGHT + GAP);
            String name = !branch.label().isBlank()
                    ? branch.label()
                    : shape == NodeShape.ANSWER
                            ? texts.text(language, BranchNames.key(shape, branch, ends.size()), ends.size() + 1)
                            : "";
            if (!name.isEmpty()) {
                text(middle, y + HEIGHT + GAP + 12, name, "people");
            }
            int end = draw(branch.nodes(), middle, y + HEIGHT + GAP + 16);
            ends.add(new int[] {middle, end});
            deepest = Math.max(deepest, end);
            left += wide + ASIDE;
        }
        int join = deepest + GAP / 2;
        ends.forEach(end -> {
            line(end[0], end[1], end[0], join);
            line(end[0], join, x, join);
        });
        return join;
    }

    private static String status(@Nullable NodeState state) {
        return state == null ? "" : state.status().name().toLowerCase(Locale.ROOT);
    }

    private void box(int x, int y, String label, String people, String status, boolean round) {
        boxes.append("<rect class=\"node %s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>"
                .formatted(status, x - WIDTH / 2, y, WIDTH, HEIGHT, round ? HEIGHT / 2 : 8));
        text(x, y + (people.isEmpty() ? 33 : 25), label, "");
        if (!people.isEmpty()) {
            text(x, y + 43, people, "people");
        }
    }

    private void text(int x, int y, String words, String kind) {
        boxes.append("<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>"
                .formatted(kind, x, y, escaped(shortened(words))));
    }

    private static String shortened(String words) {
        return words.codePointCount(0, words.length()) <= LONGEST
                ? words
                : words.substring(0, words.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private void line(int fromX, int fromY, int toX, int toY) {
        lines.append("<path class=\"line\" d=\"M%d %d L%d %d\"/>".formatted(fromX, fromY, toX, toY));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    if (point >= ' ' && (point < 0xD800 || point > 0xDFFF) && point != 0xFFFE && point != 0xFFFF) {
                        escaped.appendCodePoint(point);
                    }
                }
            }
        });
        return escaped.toString();
    }
}
