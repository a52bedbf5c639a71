package dev.millwright.exchange.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RepeatedNumberTests {

    private static final List<String> HEADINGS = List.of("客户", "订单编号", "产品编号");

    @Test
    void isTheColumnWhoseValuesStandOverSeveralRows() {
        assertThat(RepeatedNumber.in(
                        HEADINGS,
                        List.of(
                                List.of("A", "001", "P1"),
                                List.of("A", "001", "P2"),
                                List.of("A", "002", "P1"),
                                List.of("A", "", "P2")),
                        Set.of(2)))
                .contains(1);
    }

    @Test
    void isNoneThatComesBackOrNeverRepeats() {
        List<List<String>> rows = List.of(List.of("A", "001", "P1"), List.of("A", "002", "P1"), List.of("A", "001"));
        assertThat(RepeatedNumber.in(HEADINGS, rows, Set.of())).isEmpty();
    }

    @Test
    void isNoneThatIsNotCalledLikeANumber() {
        List<List<String>> rows = List.of(List.of("A", "1"), List.of("A", "2"), List.of("B", "3"));
        assertThat(RepeatedNumber.in(List.of("客户", "数量"), rows, Set.of())).isEmpty();
    }
}
