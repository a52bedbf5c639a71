package dev.millwright.print.spi;

import dev.millwright.form.ColumnFigure;
import dev.millwright.print.Box;
import net.sf.jasperreports.engine.design.JRDesignElement;
import net.sf.jasperreports.engine.design.JRDesignExpression;
import net.sf.jasperreports.engine.design.JasperDesign;

/** The rows of a table, a report within the report. */
public interface Rows {

    /** What is asked of it is of the row's record. */
    Rendering row();

    /** The number of the row, from 1. */
    JRDesignExpression number();

    /** A figure of a field over the rows so far; at the end over all. */
    JRDesignExpression figure(String path, TextFormat format, ColumnFigure figure);

    /** An empty report of the width of the box, to which bands are added. */
    JasperDesign begin(Box box);

    /** Puts the finished report where the table stands. */
    JRDesignElement end(JasperDesign design, Box box);
}
