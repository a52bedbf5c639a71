package dev.millwright.app.spi;

import dev.millwright.app.Limit;
import dev.millwright.app.PublishedApp;
import dev.millwright.shared.Problems;

/** Knows whether a limit of the matrix means something for its form; brought by the module that keeps records. */
public interface LimitCheck {

    /**
     * @param form key of a published form
     * @return problems whose paths start at the limit, for example {@code rows.see} and {@code fields.price}
     */
    Problems check(PublishedApp app, String form, Limit limit);
}
