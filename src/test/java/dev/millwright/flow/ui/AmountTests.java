package dev.millwright.flow.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTests {

    @ParameterizedTest
    @ValueSource(strings = {"received", "5", "ROUND(a * (b + 1), 2)", "LEN(\")(\")"})
    void isReadAsItWasWritten(String by) {
        for (boolean more : new boolean[] {true, false}) {
            Amount amount = new Amount("TARGET.stock", more, by);
            assertThat(Amount.read("TARGET.stock", amount.expression())).contains(amount);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COALESCE(TARGET.stock, 0) + (a) + (b)",
                "COALESCE(TARGET.stock, 0) + (a",
                "COALESCE(TARGET.other, 0) + (a)",
                "TARGET.stock + a",
                ""
            })
    void isNoOtherFormula(String formula) {
        assertThat(Amount.read("TARGET.stock", formula)).isEmpty();
    }

    @Test
    void isAFormulaOfTheRecordItselfToo() {
        assertThat(new Amount("stock", false, "sold").expression()).isEqualTo("COALESCE(stock, 0) - (sold)");
    }
}
