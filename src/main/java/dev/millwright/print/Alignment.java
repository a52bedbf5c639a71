package dev.millwright.print;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A way to put boxes in order: along one edge, with equal gaps, or of one size. */
public enum Alignment {
    LEFT(true),
    CENTRE(true),
    RIGHT(true),
    TOP(false),
    MIDDLE(false),
    BOTTOM(false),
    /** Equal gaps from left to right. */
    ACROSS(true),
    /** Equal gaps from top to bottom. */
    DOWN(false),
    /** All as wide as the first. */
    WIDTH(true),
    /** All as high as the first. */
    HEIGHT(false);

    private final boolean level;

    Alignment(boolean level) {
        this.level = level;
    }

    /** Whether it changes only where boxes stand from left to right, which means the same in every band. */
    public boolean isLevel() {
        return level;
    }

    /** Its name in messages. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The alignment of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Alignment of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /**
     * The boxes put in order, in the order given.
     *
     * @param area what a single box is aligned to; several are aligned to each other
     */
    public List<Box> arrange(List<Box> boxes, Box area) {
        if (boxes.isEmpty()) {
            return boxes;
        }
        Box around = boxes.size() == 1 ? area : around(boxes);
        Box first = boxes.getFirst();
        return switch (this) {
            case LEFT -> each(boxes, box -> around.x(), Alignment::atX);
            case CENTRE -> each(boxes, box -> around.x() + (around.width() - box.width()) / 2, Alignment::atX);
            case RIGHT -> each(boxes, box -> around.right() - box.width(), Alignment::atX);
            case TOP -> each(boxes, box -> around.y(), Alignment::atY);
            case MIDDLE -> each(boxes, box -> around.y() + (around.height() - box.height()) / 2, Alignment::atY);
            case BOTTOM -> each(boxes, box -> around.bottom() - box.height(), Alignment::atY);
            case ACROSS -> spread(boxes, around.x(), around.width(), Box::x, Box::width, Alignment::atX);
            case DOWN -> spread(boxes, around.y(), around.height(), Box::y, Box::height, Alignment::atY);
            case WIDTH ->
                each(
                        boxes,
                        box -> Math.min(first.width(), area.right() - box.x()),
                        (box, width) -> new Box(box.x(), box.y(), width, box.height()));
            case HEIGHT ->
                each(boxes, box -> first.height(), (box, height) -> new Box(box.x(), box.y(), box.width(), height));
        };
    }

    private static List<Box> each(List<Box> boxes, ToDoubleFunction<Box> length, BiFunction<Box, Double, Box> with) {
        return boxes.stream()
                .map(box -> with.apply(box, length.applyAsDouble(box)))
                .toList();
    }

    private static Box atX(Box box, double x) {
        return box.at(x, box.y());
    }

    private static Box atY(Box box, double y) {
        return box.at(box.x(), y);
    }

    private static List<Box> spread(
            List<Box> boxes,
            double from,
            double whole,
            ToDoubleFunction<Box> place,
            ToDoubleFunction<Box> size,
            BiFunction<Box, Double, Box> with) {
        if (boxes.size() < 3) {
            return boxes;
        }
        double gap = (whole - boxes.stream().mapToDouble(size).sum()) / (boxes.size() - 1);
        List<Integer> order = IntStream.range(0, boxes.size())
                .boxed()
                .sorted(Comparator.comparingDouble(at -> place.applyAsDouble(boxes.get(at))))
                .toList();
        List<Box> spread = new ArrayList<>(boxes);
        double next = from;
        for (int at : order) {
            Box box = boxes.get(at);
            spread.set(at, with.apply(box, next));
            next += size.applyAsDouble(box) + gap;
        }
        return spread;
    }

    private static Box around(List<Box> boxes) {
        double left = boxes.stream().mapToDouble(Box::x).min().orElse(0);
        double top = boxes.stream().mapToDouble(Box::y).min().orElse(0);
        double right = boxes.stream().mapToDouble(Box::right).max().orElse(0);
        double bottom = boxes.stream().mapToDouble(Box::bottom).max().orElse(0);
        return new Box(left, top, right - left, bottom - top);
    }
}
