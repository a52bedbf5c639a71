package dev.millwright.print;

import dev.millwright.extension.DesignEditor;
import dev.millwright.extension.EditHistory;
import dev.millwright.print.PrintEdit.Place;
import dev.millwright.print.PrintEdit.Placed;
import dev.millwright.print.PrintSelection.Elements;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A template while it is designed: the definition, what is selected, and every edit since it was opened. Knows nothing of screens. */
public final class PrintEditor implements DesignEditor<PrintTemplate> {

    private static final double BELOW = 3;
    private static final double BETWEEN = 1;

    private final Function<PrintTemplate, Problems> validation;
    private final EditHistory<PrintEdit, PrintTemplate, PrintSelection> history;
    private boolean published;

    /**
     * @param published whether the template is in use, so that its key can no longer change
     */
    public PrintEditor(PrintTemplate template, boolean published, Function<PrintTemplate, Problems> validation) {
        this.history = new EditHistory<>(template, PrintSelection.TEMPLATE);
        this.published = published;
        this.validation = validation;
    }

    @Override
    public PrintTemplate definition() {
        return history.definition();
    }

    public PrintSelection selection() {
        return existing(history.selection(), definition());
    }

    public boolean published() {
        return published;
    }

    /** Goes on after it went live: its key can no longer change, by undo neither. */
    public void released() {
        published = true;
        String key = definition().key();
        history.goOn(definition(), before -> before.withLabel(key, before.label()));
    }

    @Override
    public Problems problems() {
        return validation.apply(definition());
    }

    public void select(PrintSelection wanted) {
        history.select(existing(wanted, definition()));
    }

    /** The selected elements and their bands, in reading order of the bands: what is copied. */
    public List<Placed> chosen() {
        Set<UUID> ids = Set.copyOf(selectedIds());
        return definition().bands().stream()
                .flatMap(band -> band.elements().stream()
                        .filter(element -> ids.contains(element.id()))
                        .map(element -> new Placed(band.band(), element)))
                .toList();
    }

    public List<UUID> selectedIds() {
        return selection() instanceof Elements(List<UUID> ids) ? ids : List.of();
    }

    /** Selects every element. */
    public void selectAll() {
        select(PrintSelection.of(definition().elements().map(PrintElement::id).toList()));
    }

    /**
     * Does one edit, as one step of undo.
     *
     * @return false when it changes nothing
     */
    public boolean apply(PrintEdit edit) {
        return perform(edit, null);
    }

    /** Does an edit that is part of typing: as long as the same thing is typed into, it is one step of undo. */
    public boolean type(PrintEdit edit) {
        return perform(edit, subject(edit));
    }

    /** What is typed next starts a step of its own. */
    public void endTyping() {
        history.endTyping();
    }

    @Override
    public boolean canUndo() {
        return history.canUndo();
    }

    @Override
    public boolean canRedo() {
        return history.canRedo();
    }

    /** Takes back the last edit; false when there is none. */
    public boolean undo() {
        return history.undo().isPresent();
    }

    /** Does again what was last undone; false when there is nothing. */
    public boolean redo() {
        return history.redo().isPresent();
    }

    /** A free place below everything in the band, or at its upper left corner when there is no room. */
    public Box placeIn(Band band, double width, double height) {
        PrintBand into = definition().band(band);
        double lowest = into.elements().stream()
                .mapToDouble(element -> element.box().bottom())
                .max()
                .orElse(-BELOW);
        double y = Math.min(lowest + BELOW, Math.max(0, into.height() + room() - height));
        return new Box(0, y, Math.min(width, definition().page().inner()), height);
    }

    /** Copies of the selected elements, below them. */
    public PrintEdit duplicate() {
        List<Placed> originals = chosen();
        Map<Band, Double> down = new EnumMap<>(Band.class);
        originals.stream().map(Placed::band).distinct().forEach(band -> {
            List<Box> boxes = boxes(originals, band);
            double top = boxes.stream().mapToDouble(Box::y).min().orElse(0);
            down.put(band, boxes.stream().mapToDouble(Box::bottom).max().orElse(0) - top + BETWEEN);
        });
        return new PrintEdit.AddElements(originals.stream()
                .map(one -> copy(one, 0, down.getOrDefault(one.band(), 0.0)))
                .toList());
    }

    /** What was copied, here or from another template, a little beside where something stands already. */
    public PrintEdit paste(List<Placed> copied) {
        double beside = 0;
        while (beside < BELOW * PrintTemplate.MAX_ELEMENTS && covers(copied, beside)) {
            beside += BELOW;
        }
        double by = beside;
        return new PrintEdit.AddElements(
                copied.stream().map(one -> copy(one, by, by)).toList());
    }

    private boolean covers(List<Placed> copied, double beside) {
        return copied.stream()
                .anyMatch(one -> definition().band(one.band()).elements().stream()
                        .anyMatch(
                                there -> there.box().equals(moved(one.element().box(), beside, beside))));
    }

    private static Placed copy(Placed of, double across, double down) {
        PrintElement from = of.element();
        return new Placed(
                of.band(),
                new PrintElement(
                        Ids.next(), from.type(), moved(from.box(), across, down), from.showIf(), from.config()));
    }

    private static Box moved(Box box, double across, double down) {
        return box.at(box.x() + across, box.y() + down);
    }

    private static List<Box> boxes(List<Placed> placed, Band band) {
        return placed.stream()
                .filter(one -> one.band() == band)
                .map(one -> one.element().box())
                .toList();
    }

    private boolean perform(PrintEdit edit, @Nullable Object subject) {
        PrintTemplate after = result(edit);
        return history.add(edit, after, existing(selectedAfter(edit), after), subject);
    }

    private PrintTemplate result(PrintEdit edit) {
        return switch (edit) {
            case PrintEdit.AddElements add -> added(add.elements());
            case PrintEdit.PlaceElements place -> placed(place.places());
            case PrintEdit.RemoveElements remove -> without(definition(), remove.elements());
            case PrintEdit.AlignElements align -> placed(aligned(align));
            case PrintEdit.OrderElements order -> order(order);
            case PrintEdit.ChangeConfigs change ->
                changed(element -> Optional.ofNullable(change.configs().get(element.id()))
                        .map(element::withConfig)
                        .orElse(element));
            case PrintEdit.ChangeCondition change ->
                changed(element ->
                        element.id().equals(change.element()) ? element.withShowIf(change.condition()) : element);
            case PrintEdit.ChangeBand change -> height(change);
            case PrintEdit.ChangePage change -> fitted(change.page());
            case PrintEdit.ChangeLabel change -> label(change.label());
            case PrintEdit.ChangeKey change ->
                published
                        ? definition()
                        : definition().withLabel(change.key(), definition().label());
            case PrintEdit.ChangeArrangement change ->
                definition().withArrangement(change.arrangement(), change.groupBy());
            case PrintEdit.ChangeJrxml change -> definition().withJrxml(change.jrxml());
            case PrintEdit.Replace replace -> replace.template();
        };
    }

    private PrintSelection selectedAfter(PrintEdit edit) {
        return switch (edit) {
            case PrintEdit.AddElements add ->
                PrintSelection.of(
                        add.elements().stream().map(one -> one.element().id()).toList());
            case PrintEdit.RemoveElements _, PrintEdit.Replace _ -> PrintSelection.TEMPLATE;
            case PrintEdit.ChangeBand change -> new PrintSelection.OneBand(change.band());
            case PrintEdit.PlaceElements _,
                    PrintEdit.AlignElements _,
                    PrintEdit.OrderElements _,
                    PrintEdit.ChangeConfigs _,
                    PrintEdit.ChangeCondition _,
                    PrintEdit.ChangePage _,
                    PrintEdit.ChangeLabel _,
                    PrintEdit.ChangeKey _,
                    PrintEdit.ChangeArrangement _,
                    PrintEdit.ChangeJrxml _ -> selection();
        };
    }

    /** The height that no band has yet. */
    private double room() {
        return room(definition());
    }

    private static double room(PrintTemplate in) {
        double used = in.bands().stream().mapToDouble(PrintBand::height).sum();
        return Math.max(0, in.page().innerDown() - used);
    }

    private PrintTemplate added(List<Placed> elements) {
        PrintTemplate after = definition();
        for (Placed one : elements) {
            if (after.elements().count() < PrintTemplate.MAX_ELEMENTS) {
                after = put(after, one.element(), one.band());
            }
        }
        return after;
    }

    private PrintTemplate placed(List<Place> places) {
        PrintTemplate after = definition();
        for (Place place : places) {
            PrintTemplate before = after;
            after = before.element(place.element())
                    .map(element -> put(before, element.withBox(place.box()), place.band()))
                    .orElse(before);
        }
        return after;
    }

    private static PrintTemplate put(PrintTemplate in, PrintElement element, Band into) {
        boolean there =
                in.band(into).elements().stream().anyMatch(one -> one.id().equals(element.id()));
        PrintTemplate base = there ? in : without(in, Set.of(element.id()));
        PrintBand band = base.band(into);
        double most = band.height() + room(base);
        Box box = element.box();
        double height = Math.min(box.height(), most);
        double y = Math.max(0, Math.min(box.y(), most - height));
        double x = Math.max(0, Math.min(box.x(), in.page().inner() - box.width()));
        PrintElement placed = element.withBox(new Box(x, y, box.width(), height));
        List<PrintElement> elements = new ArrayList<>(band.elements());
        if (there) {
            elements.replaceAll(one -> one.id().equals(element.id()) ? placed : one);
        } else {
            elements.add(placed);
        }
        return base.withBand(
                new PrintBand(into, Math.max(band.height(), placed.box().bottom()), elements));
    }

    private static PrintTemplate without(PrintTemplate in, Collection<UUID> ids) {
        return in.withBands(in.bands().stream()
                .map(band -> new PrintBand(
                        band.band(),
                        band.height(),
                        band.elements().stream()
                                .filter(one -> !ids.contains(one.id()))
                                .toList()))
                .toList());
    }

    private PrintTemplate changed(UnaryOperator<PrintElement> change) {
        return changed(definition(), change);
    }

    private static PrintTemplate changed(PrintTemplate in, UnaryOperator<PrintElement> change) {
        return in.withBands(in.bands().stream()
                .map(band -> new PrintBand(
                        band.band(),
                        band.height(),
                        band.elements().stream().map(change).toList()))
                .toList());
    }

    private List<Place> aligned(PrintEdit.AlignElements edit) {
        if (edit.how().isLevel()) {
            return aligned(edit.elements(), edit.how(), definition().page().innerDown());
        }
        Map<Band, List<UUID>> byBand = edit.elements().stream()
                .filter(id -> definition().bandOf(id).isPresent())
                .collect(Collectors.groupingBy(
                        id -> definition().bandOf(id).orElseThrow().band(),
                        () -> new EnumMap<>(Band.class),
                        Collectors.toList()));
        return byBand.entrySet().stream()
                .flatMap(one -> aligned(
                        one.getValue(),
                        edit.how(),
                        definition().band(one.getKey()).height())
                        .stream())
                .toList();
    }

    private List<Place> aligned(List<UUID> ids, Alignment how, double down) {
        List<PrintElement> elements =
                ids.stream().flatMap(id -> definition().element(id).stream()).toList();
        List<Box> arranged = how.arrange(
                elements.stream().map(PrintElement::box).toList(),
                new Box(0, 0, definition().page().inner(), down));
        List<Place> places = new ArrayList<>();
        for (int at = 0; at < arranged.size(); at++) {
            UUID id = elements.get(at).id();
            places.add(new Place(id, definition().bandOf(id).orElseThrow().band(), arranged.get(at)));
        }
        return places;
    }

    private PrintTemplate order(PrintEdit.OrderElements edit) {
        return definition()
                .withBands(definition().bands().stream()
                        .map(band -> {
                            Map<Boolean, List<PrintElement>> parts = band.elements().stream()
                                    .collect(Collectors.partitioningBy(
                                            one -> edit.elements().contains(one.id()) == edit.front()));
                            return new PrintBand(
                                    band.band(),
                                    band.height(),
                                    Stream.of(false, true)
                                            .flatMap(last -> parts.getOrDefault(last, List.of()).stream())
                                            .toList());
                        })
                        .toList());
    }

    /** Another paper takes what stands on it along; other margins move it only as far as they must. */
    private PrintTemplate fitted(PrintPage page) {
        PrintPage before = definition().page();
        double inner = page.inner();
        boolean other = page.across() != before.across();
        double by = other && before.inner() > 0 && inner > 0 ? inner / before.inner() : 1;
        return changed(definition().withPage(page), element -> {
            Box box = element.box();
            double width = Math.min(box.width() * by, Math.max(inner, 1));
            double x = Math.max(0, Math.min(box.x() * by, inner - width));
            return element.withBox(new Box(x, box.y(), width, box.height()));
        });
    }

    private PrintTemplate height(PrintEdit.ChangeBand edit) {
        PrintBand band = definition().band(edit.band());
        double lowest = band.elements().stream()
                .mapToDouble(element -> element.box().bottom())
                .max()
                .orElse(0);
        double height = Math.max(lowest, Math.min(edit.height(), band.height() + room()));
        return definition().withBand(new PrintBand(band.band(), height, band.elements()));
    }

    private PrintTemplate label(String label) {
        boolean follows =
                !published && definition().key().equals(keyOf(definition().label()));
        return definition().withLabel(follows ? keyOf(label) : definition().key(), label);
    }

    private static String keyOf(String label) {
        return Keys.propose(label, PrintTemplate.KIND, key -> false);
    }

    private static PrintSelection existing(PrintSelection wanted, PrintTemplate template) {
        if (!(wanted instanceof Elements(List<UUID> ids))) {
            return wanted;
        }
        Set<UUID> there =
                template.elements().map(PrintElement::id).collect(Collectors.toCollection(LinkedHashSet::new));
        return PrintSelection.of(ids.stream().filter(there::contains).toList());
    }

    /** What an edit is about: typing on goes into one step as long as this stays the same. */
    private static List<Object> subject(PrintEdit edit) {
        return switch (edit) {
            case PrintEdit.ChangeConfigs change -> List.of(change.configs().keySet(), change.property());
            case PrintEdit.ChangeCondition change -> List.of(change.element(), "condition");
            case PrintEdit.PlaceElements place ->
                List.of(place.places().stream().map(Place::element).toList(), "box");
            case PrintEdit.ChangeLabel _,
                    PrintEdit.ChangeKey _,
                    PrintEdit.ChangePage _,
                    PrintEdit.ChangeArrangement _,
                    PrintEdit.ChangeJrxml _,
                    PrintEdit.ChangeBand _ -> List.of(edit.getClass());
            case PrintEdit.AddElements _,
                    PrintEdit.RemoveElements _,
                    PrintEdit.AlignElements _,
                    PrintEdit.OrderElements _,
                    PrintEdit.Replace _ -> List.of(edit);
        };
    }

    /** The element as it stands, if it is there. */
    public @Nullable PrintElement element(UUID id) {
        return definition().element(id).orElse(null);
    }
}
