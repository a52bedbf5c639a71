package dev.millwright.print;

import dev.millwright.extension.EditHistory;
import dev.millwright.print.PrintSelection.OneElement;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A template while it is designed: the definition, what is selected, and every edit since it was opened. Knows nothing of screens. */
public final class PrintEditor {

    private static final double BELOW = 3;

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

    public PrintTemplate template() {
        return history.definition();
    }

    public PrintSelection selection() {
        return existing(history.selection(), template());
    }

    public boolean published() {
        return published;
    }

    /** Goes on after it went live: its key can no longer change, by undo neither. */
    public void released() {
        published = true;
        String key = template().key();
        history.goOn(template(), before -> before.withLabel(key, before.label()));
    }

    public Problems problems() {
        return validation.apply(template());
    }

    public void select(PrintSelection wanted) {
        history.select(existing(wanted, template()));
    }

    public Optional<PrintElement> selectedElement() {
        return selection() instanceof OneElement(UUID id) ? template().element(id) : Optional.empty();
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

    public boolean canUndo() {
        return history.canUndo();
    }

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
        PrintBand into = template().band(band);
        double lowest = into.elements().stream()
                .mapToDouble(element -> element.box().bottom())
                .max()
                .orElse(-BELOW);
        double y = Math.min(lowest + BELOW, Math.max(0, into.height() + room() - height));
        return new Box(0, y, Math.min(width, template().page().inner()), height);
    }

    private boolean perform(PrintEdit edit, @Nullable Object subject) {
        PrintTemplate after = result(edit);
        return history.add(edit, after, existing(selectedAfter(edit), after), subject);
    }

    private PrintTemplate result(PrintEdit edit) {
        return switch (edit) {
            case PrintEdit.AddElement add ->
                template().elements().count() >= PrintTemplate.MAX_ELEMENTS
                        ? template()
                        : put(new PrintElement(add.id(), add.type(), add.box(), "", add.config()), add.band());
            case PrintEdit.PlaceElement place ->
                template()
                        .element(place.element())
                        .map(element -> put(element.withBox(place.box()), place.band()))
                        .orElse(template());
            case PrintEdit.RemoveElement remove -> without(remove.element());
            case PrintEdit.DuplicateElement duplicate -> duplicate(duplicate);
            case PrintEdit.OrderElement order -> order(order);
            case PrintEdit.ChangeConfig change ->
                changed(change.element(), element -> element.withConfig(change.config()));
            case PrintEdit.ChangeCondition change ->
                changed(change.element(), element -> element.withShowIf(change.condition()));
            case PrintEdit.ChangeBand change -> height(change);
            case PrintEdit.ChangePage change -> template().withPage(change.page());
            case PrintEdit.ChangeLabel change -> label(change.label());
            case PrintEdit.ChangeKey change ->
                published
                        ? template()
                        : template().withLabel(change.key(), template().label());
            case PrintEdit.ChangeArrangement change ->
                template().withArrangement(change.arrangement(), change.groupBy());
            case PrintEdit.ChangeJrxml change -> template().withJrxml(change.jrxml());
            case PrintEdit.Replace replace -> replace.template();
        };
    }

    private PrintSelection selectedAfter(PrintEdit edit) {
        return switch (edit) {
            case PrintEdit.AddElement add -> new OneElement(add.id());
            case PrintEdit.PlaceElement place -> new OneElement(place.element());
            case PrintEdit.DuplicateElement duplicate -> new OneElement(duplicate.copy());
            case PrintEdit.RemoveElement _, PrintEdit.Replace _ -> PrintSelection.TEMPLATE;
            case PrintEdit.ChangeBand change -> new PrintSelection.OneBand(change.band());
            case PrintEdit.OrderElement _,
                    PrintEdit.ChangeConfig _,
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
        double used = template().bands().stream().mapToDouble(PrintBand::height).sum();
        return Math.max(0, template().page().innerDown() - used);
    }

    private PrintTemplate put(PrintElement element, Band into) {
        boolean there = template().band(into).elements().stream()
                .anyMatch(one -> one.id().equals(element.id()));
        PrintTemplate base = there ? template() : without(element.id());
        PrintBand band = base.band(into);
        double most = band.height() + room();
        Box box = element.box();
        double height = Math.min(box.height(), most);
        double y = Math.max(0, Math.min(box.y(), most - height));
        PrintElement placed = element.withBox(new Box(Math.max(0, box.x()), y, box.width(), height));
        List<PrintElement> elements = new ArrayList<>(band.elements());
        if (there) {
            elements.replaceAll(one -> one.id().equals(element.id()) ? placed : one);
        } else {
            elements.add(placed);
        }
        return base.withBand(
                new PrintBand(into, Math.max(band.height(), placed.box().bottom()), elements));
    }

    private PrintTemplate without(UUID element) {
        return template()
                .withBands(template().bands().stream()
                        .map(band -> new PrintBand(
                                band.band(),
                                band.height(),
                                band.elements().stream()
                                        .filter(one -> !one.id().equals(element))
                                        .toList()))
                        .toList());
    }

    private PrintTemplate changed(UUID element, Function<PrintElement, PrintElement> change) {
        return template()
                .withBands(template().bands().stream()
                        .map(band -> new PrintBand(
                                band.band(),
                                band.height(),
                                band.elements().stream()
                                        .map(one -> one.id().equals(element) ? change.apply(one) : one)
                                        .toList()))
                        .toList());
    }

    private PrintTemplate duplicate(PrintEdit.DuplicateElement edit) {
        Optional<PrintElement> original = template().element(edit.element());
        Optional<PrintBand> band = template().bandOf(edit.element());
        if (original.isEmpty() || band.isEmpty()) {
            return template();
        }
        PrintElement from = original.get();
        Box box = from.box().at(from.box().x(), from.box().bottom() + 1);
        return put(
                new PrintElement(edit.copy(), from.type(), box, from.showIf(), from.config()),
                band.get().band());
    }

    private PrintTemplate order(PrintEdit.OrderElement edit) {
        return template()
                .bandOf(edit.element())
                .flatMap(band -> template().element(edit.element()).map(element -> {
                    List<PrintElement> elements = new ArrayList<>(band.elements());
                    elements.remove(element);
                    elements.add(edit.front() ? elements.size() : 0, element);
                    return template().withBand(new PrintBand(band.band(), band.height(), elements));
                }))
                .orElse(template());
    }

    private PrintTemplate height(PrintEdit.ChangeBand edit) {
        PrintBand band = template().band(edit.band());
        double lowest = band.elements().stream()
                .mapToDouble(element -> element.box().bottom())
                .max()
                .orElse(0);
        double height = Math.max(lowest, Math.min(edit.height(), band.height() + room()));
        return template().withBand(new PrintBand(band.band(), height, band.elements()));
    }

    private PrintTemplate label(String label) {
        boolean follows = !published && template().key().equals(keyOf(template().label()));
        return template().withLabel(follows ? keyOf(label) : template().key(), label);
    }

    private static String keyOf(String label) {
        return Keys.propose(label, PrintTemplate.KIND, key -> false);
    }

    private static PrintSelection existing(PrintSelection wanted, PrintTemplate template) {
        return wanted instanceof OneElement(UUID id) && template.element(id).isEmpty()
                ? PrintSelection.TEMPLATE
                : wanted;
    }

    /** What an edit is about: typing on goes into one step as long as this stays the same. */
    private static List<Object> subject(PrintEdit edit) {
        return switch (edit) {
            case PrintEdit.ChangeConfig change -> List.of(change.element(), change.property());
            case PrintEdit.ChangeCondition change -> List.of(change.element(), "condition");
            case PrintEdit.PlaceElement place -> List.of(place.element(), "box");
            case PrintEdit.ChangeLabel _,
                    PrintEdit.ChangeKey _,
                    PrintEdit.ChangePage _,
                    PrintEdit.ChangeArrangement _,
                    PrintEdit.ChangeJrxml _,
                    PrintEdit.ChangeBand _ -> List.of(edit.getClass());
            case PrintEdit.AddElement _,
                    PrintEdit.RemoveElement _,
                    PrintEdit.DuplicateElement _,
                    PrintEdit.OrderElement _,
                    PrintEdit.Replace _ -> List.of(edit);
        };
    }

    /** The element as it stands, if it is there. */
    public @Nullable PrintElement element(UUID id) {
        return template().element(id).orElse(null);
    }
}
