package dev.millwright.print;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One thing a designer does to a template; each is one step of undo. */
public sealed interface PrintEdit {

    /** An element and the band that it stands in. */
    record Placed(Band band, PrintElement element) {}

    /** Where an element goes: to this band or another, which grows with it as far as the page has room. */
    record Place(UUID element, Band band, Box box) {}

    record AddElements(List<Placed> elements) implements PrintEdit {}

    record PlaceElements(List<Place> places) implements PrintEdit {}

    record RemoveElements(Set<UUID> elements) implements PrintEdit {}

    /** Puts elements in order; those of a band among each other when it is about what stands above what. */
    record AlignElements(List<UUID> elements, Alignment how) implements PrintEdit {}

    /** Draws elements before or behind all others of their band. */
    record OrderElements(Set<UUID> elements, boolean front) implements PrintEdit {}

    /**
     * @param property what of the configurations was changed, so that typing in one place stays one step
     * @param configs the new configuration of each element
     */
    record ChangeConfigs(String property, Map<UUID, ObjectNode> configs) implements PrintEdit {}

    record ChangeCondition(UUID element, String condition) implements PrintEdit {}

    record ChangeBand(Band band, double height) implements PrintEdit {}

    /** Another page; what stands on it gets wider or narrower with the paper. */
    record ChangePage(PrintPage page) implements PrintEdit {}

    record ChangeLabel(String label) implements PrintEdit {}

    record ChangeKey(String key) implements PrintEdit {}

    record ChangeArrangement(Arrangement arrangement, String groupBy) implements PrintEdit {}

    record ChangeJrxml(@Nullable String jrxml) implements PrintEdit {}

    /** Begins anew with another layout. */
    record Replace(PrintTemplate template) implements PrintEdit {}
}
