package dev.millwright.field.type;

import dev.millwright.shared.Label;

/** The groups of the palette; orders within one begin at its number. */
final class Groups {

    static final Label TEXT = Label.of("Text", "文字");
    static final int FIRST_TEXT = 100;

    static final Label NUMBERS = Label.of("Numbers", "数字");
    static final int FIRST_NUMBER = 200;

    static final Label CHOICE = Label.of("Choice", "选项");
    static final int FIRST_CHOICE = 300;

    static final Label TIME = Label.of("Date and time", "日期时间");
    static final int FIRST_TIME = 400;

    static final Label LINKS = Label.of("People and links", "人员与关联");
    static final int FIRST_LINK = 500;

    static final Label FILES = Label.of("Files", "文件");
    static final int FIRST_FILE = 550;

    static final Label CODES = Label.of("Codes", "编码");
    static final int FIRST_CODE = 600;

    private Groups() {}
}
