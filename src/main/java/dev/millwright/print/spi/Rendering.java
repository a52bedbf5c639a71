package dev.millwright.print.spi;

import dev.millwright.print.Box;
import java.util.Optional;
import java.util.UUID;
import net.sf.jasperreports.engine.design.JRDesignElement;
import net.sf.jasperreports.engine.design.JRDesignExpression;
import net.sf.jasperreports.engine.design.JRDesignTextField;

/**
 * The page while it becomes a report. Whoever asks it for an expression makes sure that the value will be there when records are filled in; an
 * unknown path is a problem of the element, and its expression is empty.
 */
public interface Rendering extends Naming {

    /** The text with the values of the paths between its braces; {@code {@page}} and {@code {@pages}} count. */
    JRDesignExpression text(String text);

    JRDesignExpression value(String path, TextFormat format);

    /** An image of the code of a value. */
    JRDesignExpression code(CodeKind kind, String path);

    /**
     * A picture among the files of the record, small.
     *
     * @param number from 1 among the pictures of the field; nothing is printed where there are fewer
     * @return empty when the field holds no files
     */
    Optional<JRDesignExpression> photo(String path, int number);

    /** A picture of the app; empty when it is gone. */
    Optional<JRDesignExpression> picture(UUID picture);

    /**
     * The records of a table: the printed ones for an empty source, else those of {@code form/field} whose link is to the record.
     *
     * @return empty when there is no such form or link
     */
    Optional<Rows> rows(String source);

    /** Puts something into a box. */
    <E extends JRDesignElement> E place(E element, Box box);

    /** A text field of the product's font in a box, which stretches unless it counts pages. */
    JRDesignTextField words(JRDesignExpression text, TextStyle style, Box box);

    /** As {@link #words(JRDesignExpression, TextStyle, Box)}, for a text that may count pages. */
    JRDesignTextField words(String text, TextStyle style, Box box);
}
