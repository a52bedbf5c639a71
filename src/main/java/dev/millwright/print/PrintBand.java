package dev.millwright.print;

import java.util.List;

/**
 * A band and what stands in it.
 *
 * @param height in millimetres; 0 for a band that is not used
 */
public record PrintBand(Band band, double height, List<PrintElement> elements) {

    public PrintBand {
        height = Box.round(Math.max(0, height));
        elements = elements == null ? List.of() : List.copyOf(elements);
    }
}
