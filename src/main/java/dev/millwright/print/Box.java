package dev.millwright.print;

/**
 * A place in a band, in millimetres from the left edge of the printable area and the top of the band, to a tenth.
 *
 * @param height the least; what is longer stretches
 */
public record Box(double x, double y, double width, double height) {

    public Box {
        x = round(x);
        y = round(y);
        width = round(width);
        height = round(height);
    }

    static double round(double millimetres) {
        return Math.round(millimetres * 10) / 10.0;
    }

    public double right() {
        return round(x + width);
    }

    public double bottom() {
        return round(y + height);
    }

    public Box at(double newX, double newY) {
        return new Box(newX, newY, width, height);
    }
}
