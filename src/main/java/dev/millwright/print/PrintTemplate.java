package dev.millwright.print;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How records of a form look on paper: part of the app, published and packed with it. Lengths are in millimetres.
 *
 * @param form whose records it prints
 * @param groupBy key of the field whose values each begin a page of their own, when many records become one table; empty for none
 * @param bands one of each {@link Band}, from top to bottom
 * @param jrxml a layout made with Jaspersoft Studio that is used instead of the bands; null for none
 */
public record PrintTemplate(
        UUID id,
        String key,
        String label,
        UUID form,
        PrintPage page,
        Arrangement arrangement,
        String groupBy,
        List<PrintBand> bands,
        @Nullable String jrxml) {

    /** Name of the kind in addresses and packages. */
    public static final String KIND = "print";

    /** The most elements of one template. */
    public static final int MAX_ELEMENTS = 300;

    public PrintTemplate {
        page = page == null ? PrintPage.A4 : page;
        arrangement = arrangement == null ? Arrangement.CARDS : arrangement;
        groupBy = groupBy == null ? "" : groupBy;
        bands = complete(bands == null ? List.of() : bands);
    }

    private static List<PrintBand> complete(List<PrintBand> given) {
        return Stream.of(Band.values())
                .map(band -> given.stream()
                        .filter(one -> one.band() == band)
                        .findFirst()
                        .orElseGet(() -> new PrintBand(band, 0, List.of())))
                .toList();
    }

    public PrintBand band(Band band) {
        return bands.get(band.ordinal());
    }

    /** All elements, from the first band to the last. */
    public Stream<PrintElement> elements() {
        return bands.stream().flatMap(band -> band.elements().stream());
    }

    public Optional<PrintElement> element(UUID element) {
        return elements().filter(one -> one.id().equals(element)).findFirst();
    }

    /** The band that an element stands in. */
    public Optional<PrintBand> bandOf(UUID element) {
        return bands.stream()
                .filter(band ->
                        band.elements().stream().anyMatch(one -> one.id().equals(element)))
                .findFirst();
    }

    public PrintTemplate withLabel(String newKey, String newLabel) {
        return new PrintTemplate(id, newKey, newLabel, form, page, arrangement, groupBy, bands, jrxml);
    }

    public PrintTemplate withForm(UUID newForm) {
        return new PrintTemplate(id, key, label, newForm, page, arrangement, groupBy, bands, jrxml);
    }

    public PrintTemplate withPage(PrintPage newPage) {
        return new PrintTemplate(id, key, label, form, newPage, arrangement, groupBy, bands, jrxml);
    }

    public PrintTemplate withArrangement(Arrangement newArrangement, String newGroupBy) {
        return new PrintTemplate(id, key, label, form, page, newArrangement, newGroupBy, bands, jrxml);
    }

    public PrintTemplate withBands(List<PrintBand> newBands) {
        return new PrintTemplate(id, key, label, form, page, arrangement, groupBy, newBands, jrxml);
    }

    public PrintTemplate withBand(PrintBand changed) {
        return withBands(bands.stream()
                .map(band -> band.band() == changed.band() ? changed : band)
                .toList());
    }

    public PrintTemplate withJrxml(@Nullable String newJrxml) {
        return new PrintTemplate(id, key, label, form, page, arrangement, groupBy, bands, newJrxml);
    }
}
