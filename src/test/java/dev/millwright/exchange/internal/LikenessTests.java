package dev.millwright.exchange.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTests {

    @ParameterizedTest
    @CsvSource({
        "'ACME  Ltd ', 'acme ltd'",
        "'ＡＣＭＥ', 'acme'",
        "'张　三', '张三'",
        "'华东 机械有限公司', '华东机械有限公司'",
        "'1.50', '1.5'",
        "'1.0', '1'",
        "'-2.00', '-2'",
        "'007', '007'",
        "'1.2.0', '1.2.0'",
        "'V1.0', 'v1.0'",
        "'.', '.'",
        "'2025-03-01', '2025-03-01'"
    })
    void writesTheSameInOneWay(String text, String plain) {
        assertThat(Likeness.plain(text)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "supplierID, supplierID, suppliers, true",
        "category, categoryID, categories, true",
        "客户名称, 名称, 客户台账, true",
        "客户, 客户编号, 客户表, true",
        "quantity, productID, products, false",
        "shipVia, shipperID, shippers, false",
        "编号, 编号, 客户, false",
        "id, id, regions, false"
    })
    void knowsHeadingsThatMeanASheet(String heading, String key, String sheet, boolean alike) {
        assertThat(Likeness.areAlike(heading, key, sheet)).isEqualTo(alike);
    }
}
