package dev.millwright.print;

import java.util.UUID;

/** What is selected in the print designer. */
public sealed interface PrintSelection {

    PrintSelection TEMPLATE = new Whole();

    record Whole() implements PrintSelection {}

    record OneBand(Band band) implements PrintSelection {}

    record OneElement(UUID id) implements PrintSelection {}
}
