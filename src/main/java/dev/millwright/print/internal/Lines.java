package dev.millwright.print.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.sf.jasperreports.engine.design.JRDesignElement;
import net.sf.jasperreports.engine.design.JRDesignFrame;
import net.sf.jasperreports.engine.design.JRDesignSubreport;
import net.sf.jasperreports.engine.design.JasperDesign;
import net.sf.jasperreports.engine.type.PositionTypeEnum;

/**
 * What stands beside each other in a band stays beside each other: a text that needs more lines pushes down all that is below it, not only
 * what is straight below, as it would by itself.
 */
final class Lines {

    private Lines() {}

    /** The elements, those of a line put together. */
    static List<JRDesignElement> of(List<JRDesignElement> elements, JasperDesign design) {
        List<List<JRDesignElement>> lines = new ArrayList<>();
        int bottom = Integer.MIN_VALUE;
        for (JRDesignElement element : elements.stream()
                .sorted(Comparator.comparingInt(JRDesignElement::getY))
                .toList()) {
            if (element.getY() >= bottom) {
                lines.add(new ArrayList<>());
            }
            lines.getLast().add(element);
            bottom = Math.max(bottom, element.getY() + element.getHeight());
        }
        return lines.stream()
                .flatMap(line -> together(inOrder(line, elements), design))
                .toList();
    }

    /** What is drawn first lies behind what is drawn after it. */
    private static List<JRDesignElement> inOrder(List<JRDesignElement> line, List<JRDesignElement> elements) {
        return elements.stream().filter(line::contains).toList();
    }

    private static Stream<JRDesignElement> together(List<JRDesignElement> line, JasperDesign design) {
        // A table takes the width of the page and goes on over many, which it does best by itself.
        if (line.stream().anyMatch(JRDesignSubreport.class::isInstance)) {
            return line.stream();
        }
        int top = line.stream().mapToInt(JRDesignElement::getY).min().orElse(0);
        int bottom = line.stream()
                .mapToInt(element -> element.getY() + element.getHeight())
                .max()
                .orElse(top);
        JRDesignFrame frame = new JRDesignFrame(design);
        frame.setX(0);
        frame.setY(top);
        frame.setWidth(design.getColumnWidth());
        frame.setHeight(bottom - top);
        frame.setPositionType(PositionTypeEnum.FLOAT);
        for (JRDesignElement element : line) {
            element.setY(element.getY() - top);
            frame.addElement(element);
        }
        return Stream.of(frame);
    }
}
