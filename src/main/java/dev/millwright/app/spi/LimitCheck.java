package dev.millwright.app.spi;

import dev.millwright.app.Limit;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.shared.Problems;
import java.util.UUID;

/** Knows whether a limit of the matrix means something for its form; brought by the module that keeps records. */
public interface LimitCheck {

    /**
     * @param form key of a published form
     * @return problems whose paths start at the limit, for example {@code rows.see} and {@code fields.price}
     */
    Problems check(PublishedApp app, String form, Limit limit);

    /**
     * What becomes of the limits when a definition is published as it is after the release: an error for a condition that would mean nothing
     * any more, a warning for what is closed until somebody decides.
     *
     * @param id of a definition of that kind
     */
    Problems checkRelease(PublishedApp before, String kind, UUID id, PublishContext after);
}
