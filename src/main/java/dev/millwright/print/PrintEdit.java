package dev.millwright.print;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One thing a designer does to a template; each is one step of undo. */
public sealed interface PrintEdit {

    record AddElement(UUID id, String type, Band band, Box box, ObjectNode config) implements PrintEdit {}

    /** Puts an element somewhere, in this band or another; the band grows with it as far as the page has room. */
    record PlaceElement(UUID element, Band band, Box box) implements PrintEdit {}

    record RemoveElement(UUID element) implements PrintEdit {}

    /** Puts a copy a little below the element. */
    record DuplicateElement(UUID element, UUID copy) implements PrintEdit {}

    /** Draws an element before or behind all others of its band. */
    record OrderElement(UUID element, boolean front) implements PrintEdit {}

    /**
     * @param property what of the configuration was changed, so that typing in one place stays one step
     */
    record ChangeConfig(UUID element, String property, ObjectNode config) implements PrintEdit {}

    record ChangeCondition(UUID element, String condition) implements PrintEdit {}

    record ChangeBand(Band band, double height) implements PrintEdit {}

    record ChangePage(PrintPage page) implements PrintEdit {}

    record ChangeLabel(String label) implements PrintEdit {}

    record ChangeKey(String key) implements PrintEdit {}

    record ChangeArrangement(Arrangement arrangement, String groupBy) implements PrintEdit {}

    record ChangeJrxml(@Nullable String jrxml) implements PrintEdit {}

    /** Begins anew with another layout. */
    record Replace(PrintTemplate template) implements PrintEdit {}
}
