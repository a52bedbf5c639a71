package dev.millwright.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlignmentTests {

    private static final Box AREA = new Box(0, 0, 180, 100);

    private final List<Box> boxes = List.of(new Box(40, 5, 20, 10), new Box(0, 30, 10, 6), new Box(100, 8, 30, 4));

    @Test
    void putsEdgesInALine() {
        assertThat(Alignment.LEFT.arrange(boxes, AREA)).extracting(Box::x).containsExactly(0.0, 0.0, 0.0);
        assertThat(Alignment.RIGHT.arrange(boxes, AREA)).extracting(Box::right).containsExactly(130.0, 130.0, 130.0);
        assertThat(Alignment.CENTRE.arrange(boxes, AREA)).extracting(Box::x).containsExactly(55.0, 60.0, 50.0);
        assertThat(Alignment.TOP.arrange(boxes, AREA)).extracting(Box::y).containsExactly(5.0, 5.0, 5.0);
        assertThat(Alignment.BOTTOM.arrange(boxes, AREA))
                .extracting(Box::bottom)
                .containsExactly(36.0, 36.0, 36.0);
        assertThat(Alignment.MIDDLE.arrange(boxes, AREA)).extracting(Box::y).containsExactly(15.5, 17.5, 18.5);
    }

    @Test
    void leavesEqualGapsInTheOrderInWhichTheyStand() {
        assertThat(Alignment.ACROSS.arrange(boxes, AREA)).extracting(Box::x).containsExactly(45.0, 0.0, 100.0);
        assertThat(Alignment.DOWN.arrange(boxes, AREA)).extracting(Box::y).containsExactly(5.0, 30.0, 20.5);
    }

    @Test
    void twoHaveNoGapsToShareOut() {
        assertThat(Alignment.ACROSS.arrange(boxes.subList(0, 2), AREA)).isEqualTo(boxes.subList(0, 2));
    }

    @Test
    void theFirstGivesTheSize() {
        assertThat(Alignment.WIDTH.arrange(boxes, AREA)).extracting(Box::width).containsExactly(20.0, 20.0, 20.0);
        assertThat(Alignment.HEIGHT.arrange(boxes, AREA))
                .extracting(Box::height)
                .containsExactly(10.0, 10.0, 10.0);
    }

    @Test
    void theOnlyOneIsAlignedToThePage() {
        List<Box> one = List.of(new Box(40, 5, 20, 10));
        assertThat(Alignment.RIGHT.arrange(one, AREA)).containsExactly(new Box(160, 5, 20, 10));
        assertThat(Alignment.MIDDLE.arrange(one, AREA)).containsExactly(new Box(40, 45, 20, 10));
    }
}
