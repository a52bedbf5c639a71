package dev.millwright.print.spi;

import dev.millwright.extension.Extension;
import dev.millwright.print.Band;
import dev.millwright.print.Box;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jasperreports.engine.design.JRDesignElement;

/**
 * A kind of thing that stands on a page. One class and its test add one; the scan finds it.
 *
 * @param <C> configuration
 */
public interface PrintElementType<C> extends Extension<C> {

    /** The bands it may stand in. */
    default Set<Band> bands() {
        return EnumSet.allOf(Band.class);
    }

    /** Its size when it is put on the page, in millimetres. */
    Size size();

    /**
     * What JasperReports prints for it. The elements lie where {@link Rendering} puts them; what the page has to know of the record is asked
     * of the rendering, never of the record.
     */
    List<JRDesignElement> render(C config, Box box, Rendering page);

    /** What the designer's canvas shows for it. */
    Preview preview(C config, Naming names);

    /** How it stands for a part of a layout that the product makes, such as a field that is dragged onto the page; empty when it does not. */
    default Optional<C> playing(Part part) {
        return Optional.empty();
    }

    /** A size in millimetres. */
    record Size(double width, double height) {}
}
