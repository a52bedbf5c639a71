package dev.millwright.print.type;

import dev.millwright.shared.Label;

/** The groups of the palette; orders within one begin at its number. */
final class Groups {

    static final Label TEXT = Label.of("Text", "文字");
    static final int FIRST_TEXT = 100;

    static final Label CODES = Label.of("Codes", "条码");
    static final int FIRST_CODE = 200;

    static final Label SHAPES = Label.of("Pictures and shapes", "图片与图形");
    static final int FIRST_SHAPE = 300;

    static final Label TABLES = Label.of("Tables", "表格");
    static final int FIRST_TABLE = 400;

    private Groups() {}
}
