package dev.millwright.print.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.sf.jasperreports.engine.design.JRDesignElement;
import net.sf.jasperreports.engine.design.JRDesignFrame;
import net.sf.jasperreports.engine.design.JRDesignRectangle;
import net.sf.jasperreports.engine.design.JRDesignSubreport;
import net.sf.jasperreports.engine.design.JasperDesign;
import org.junit.jupiter.api.Test;

class LinesTests {

    private final JasperDesign design = design();

    private static JasperDesign design() {
        JasperDesign design = new JasperDesign();
        design.setColumnWidth(500);
        return design;
    }

    private static <E extends JRDesignElement> E at(E element, int x, int y, int width, int height) {
        element.setX(x);
        element.setY(y);
        element.setWidth(width);
        element.setHeight(height);
        return element;
    }

    private static JRDesignRectangle box(int x, int y, int width, int height) {
        return at(new JRDesignRectangle(), x, y, width, height);
    }

    @Test
    void whatStandsBesideEachOtherIsOneLineOfTheWholeWidth() {
        JRDesignRectangle left = box(0, 10, 50, 20);
        JRDesignRectangle right = box(100, 15, 50, 20);
        JRDesignRectangle below = box(0, 35, 50, 20);
        List<JRDesignElement> lines = Lines.of(List.of(below, left, right), design);
        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.getWidth()).isEqualTo(500));
        JRDesignFrame first = (JRDesignFrame) lines.getFirst();
        assertThat(first.getY()).isEqualTo(10);
        assertThat(first.getHeight()).isEqualTo(25);
        assertThat(first.getChildren()).containsExactly(left, right);
        assertThat(right.getY()).isEqualTo(5);
        assertThat(lines.getLast().getY()).isEqualTo(35);
    }

    @Test
    void whatWasBehindStaysBehind() {
        JRDesignRectangle front = box(0, 0, 50, 20);
        JRDesignRectangle behind = box(0, 5, 50, 20);
        assertThat(((JRDesignFrame) Lines.of(List.of(behind, front), design).getFirst()).getChildren())
                .containsExactly(behind, front);
    }

    @Test
    void aTableStandsByItself() {
        JRDesignSubreport table = at(new JRDesignSubreport(design), 0, 30, 500, 40);
        assertThat(Lines.of(List.of(box(0, 0, 50, 20), table), design).getLast())
                .isSameAs(table);
    }
}
