package dev.millwright.exchange.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.select.Select;
import dev.millwright.exchange.Imports.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks how a text file is to be read, when what was found is not what somebody sees in it. */
final class ReadingChoice {

    private ReadingChoice() {}

    /** The encoding and what parts the values; none for a file that says so itself. */
    static List<Select<?>> of(Reading found, Consumer<Reading> wanted) {
        List<Select<?>> choices = new ArrayList<>();
        String charset = found.charset();
        Character separator = found.separator();
        if (charset == null || separator == null) {
            return choices;
        }
        Select<String> encoding = new Select<>();
        encoding.setLabel(t("record.import.charset"));
        encoding.setItems(with(Reading.CHARSETS, charset));
        encoding.setValue(charset);
        encoding.addValueChangeListener(change -> wanted.accept(new Reading(change.getValue(), null)));
        choices.add(encoding);
        Select<Character> mark = new Select<>();
        mark.setLabel(t("record.import.separator"));
        mark.setItems(with(Reading.SEPARATORS, separator));
        mark.setItemLabelGenerator(ReadingChoice::name);
        mark.setValue(separator);
        mark.addValueChangeListener(change -> wanted.accept(new Reading(charset, change.getValue())));
        choices.add(mark);
        return choices;
    }

    /** A file may say of itself what nobody is offered. */
    private static <T> List<T> with(List<T> offered, T found) {
        List<T> all = new ArrayList<>(offered);
        if (!all.contains(found)) {
            all.addFirst(found);
        }
        return all;
    }

    private static String name(@Nullable Character separator) {
        return switch (separator) {
            case null -> "";
            case ',' -> t("record.import.separator.comma");
            case ';' -> t("record.import.separator.semicolon");
            case '\t' -> t("record.import.separator.tab");
            case '|' -> t("record.import.separator.bar");
            default -> separator.toString();
        };
    }
}
