package dev.millwright.print;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.millwright.print.PrintPage.Paper;

/**
 * Paper on which several labels lie in rows, the block of them in the middle of the sheet.
 *
 * @param across the gap between columns, in millimetres
 * @param down the gap between rows, in millimetres
 */
public record LabelSheet(Paper paper, double across, double down) {

    public LabelSheet {
        paper = paper == null ? Paper.A4 : paper;
        across = Box.round(Math.max(0, across));
        down = Box.round(Math.max(0, down));
    }

    /** How many labels of that size lie beside each other. */
    @JsonIgnore
    public int columns(PrintPage label) {
        return fitting(paper.width(), label.across(), across);
    }

    /** How many labels of that size lie above each other. */
    @JsonIgnore
    public int rows(PrintPage label) {
        return fitting(paper.height(), label.down(), down);
    }

    /** The place of a label, counted by rows from the upper left one. */
    @JsonIgnore
    public Box place(PrintPage label, int number) {
        int columns = columns(label);
        double left = (paper.width() - columns * (label.across() + across) + across) / 2;
        double top = (paper.height() - rows(label) * (label.down() + down) + down) / 2;
        return new Box(
                left + number % columns * (label.across() + across),
                top + number / columns * (label.down() + down),
                label.across(),
                label.down());
    }

    private static int fitting(double whole, double part, double gap) {
        return part <= 0 ? 0 : (int) Math.floor((whole + gap + 0.05) / (part + gap));
    }
}
