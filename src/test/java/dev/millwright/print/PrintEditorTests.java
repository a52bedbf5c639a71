package dev.millwright.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.shared.Ids;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class PrintEditorTests {

    private final PrintEditor editor = new PrintEditor(
            new PrintTemplate(
                    Ids.next(), "card", "Card", Ids.next(), PrintPage.A4, Arrangement.CARDS, "", List.of(), null),
            false,
            template -> Problems.NONE);

    private UUID add(Band band, Box box) {
        UUID id = Ids.next();
        editor.apply(new PrintEdit.AddElements(List.of(new PrintEdit.Placed(
                band, new PrintElement(id, "text", box, "", JsonNodeFactory.instance.objectNode())))));
        return id;
    }

    private Box box(UUID id) {
        return editor.definition().element(id).orElseThrow().box();
    }

    @Test
    void growsABandWithWhatIsPutIntoIt() {
        UUID id = add(Band.DETAIL, new Box(0, 20, 50, 10));
        assertThat(editor.definition().band(Band.DETAIL).height()).isEqualTo(30);
        assertThat(editor.selection()).isEqualTo(PrintSelection.of(id));
    }

    @Test
    void keepsEverythingOnThePage() {
        UUID id = add(Band.TITLE, new Box(0, 500, 50, 10));
        assertThat(box(id).bottom()).isEqualTo(editor.definition().page().innerDown());
        UUID other = add(Band.FOOTER, new Box(0, 0, 50, 10));
        assertThat(editor.definition().bands().stream()
                        .mapToDouble(PrintBand::height)
                        .sum())
                .isLessThanOrEqualTo(editor.definition().page().innerDown());
        assertThat(box(other).height()).isZero();
    }

    @Test
    void movesAnElementToAnotherBandInOneStep() {
        UUID id = add(Band.DETAIL, new Box(0, 0, 50, 10));
        editor.apply(new PrintEdit.PlaceElements(List.of(new PrintEdit.Place(id, Band.FOOTER, new Box(5, 2, 50, 10)))));
        assertThat(editor.definition().bandOf(id).orElseThrow().band()).isEqualTo(Band.FOOTER);
        assertThat(editor.definition().elements()).hasSize(1);
        editor.undo();
        assertThat(editor.definition().bandOf(id).orElseThrow().band()).isEqualTo(Band.DETAIL);
        editor.redo();
        assertThat(box(id)).isEqualTo(new Box(5, 2, 50, 10));
    }

    @Test
    void typingIsOneStep() {
        editor.type(new PrintEdit.ChangeLabel("C"));
        editor.type(new PrintEdit.ChangeLabel("Ca"));
        editor.type(new PrintEdit.ChangeLabel("Card 2"));
        assertThat(editor.definition().label()).isEqualTo("Card 2");
        assertThat(editor.definition().key()).isEqualTo("card_2");
        editor.undo();
        assertThat(editor.definition().label()).isEqualTo("Card");
        assertThat(editor.canUndo()).isFalse();
    }

    @Test
    void aPublishedTemplateKeepsItsKey() {
        editor.released();
        editor.apply(new PrintEdit.ChangeLabel("Guarantee"));
        editor.apply(new PrintEdit.ChangeKey("other"));
        assertThat(editor.definition().key()).isEqualTo("card");
        assertThat(editor.definition().label()).isEqualTo("Guarantee");
    }

    @Test
    void aBandNeverCutsOffWhatStandsInIt() {
        add(Band.DETAIL, new Box(0, 20, 50, 10));
        editor.apply(new PrintEdit.ChangeBand(Band.DETAIL, 5));
        assertThat(editor.definition().band(Band.DETAIL).height()).isEqualTo(30);
    }

    @Test
    void duplicatesBelow() {
        UUID id = add(Band.DETAIL, new Box(10, 0, 50, 10));
        editor.apply(editor.duplicate());
        UUID copy = editor.selectedIds().getFirst();
        assertThat(box(copy)).isEqualTo(new Box(10, 11, 50, 10));
        editor.apply(new PrintEdit.RemoveElements(Set.of(id)));
        assertThat(editor.definition().elements().map(PrintElement::id)).containsExactly(copy);
    }

    @Test
    void drawsInTheOrderThatIsAskedFor() {
        UUID first = add(Band.DETAIL, new Box(0, 0, 50, 10));
        UUID second = add(Band.DETAIL, new Box(0, 0, 50, 10));
        editor.apply(new PrintEdit.OrderElements(Set.of(first), true));
        assertThat(editor.definition().elements().map(PrintElement::id)).containsExactly(second, first);
        editor.apply(new PrintEdit.OrderElements(Set.of(first), false));
        assertThat(editor.definition().elements().map(PrintElement::id)).containsExactly(first, second);
    }

    @Test
    void movesSeveralElementsInOneStep() {
        UUID first = add(Band.DETAIL, new Box(0, 0, 50, 10));
        UUID second = add(Band.DETAIL, new Box(0, 20, 50, 10));
        editor.apply(new PrintEdit.PlaceElements(List.of(
                new PrintEdit.Place(first, Band.DETAIL, new Box(5, 40, 50, 10)),
                new PrintEdit.Place(second, Band.DETAIL, new Box(5, 60, 50, 10)))));
        assertThat(box(second)).isEqualTo(new Box(5, 60, 50, 10));
        editor.undo();
        assertThat(box(first)).isEqualTo(new Box(0, 0, 50, 10));
        assertThat(box(second)).isEqualTo(new Box(0, 20, 50, 10));
    }

    @Test
    void manySmallNudgesAreOneStep() {
        UUID id = add(Band.DETAIL, new Box(0, 0, 50, 10));
        for (int x = 1; x <= 4; x++) {
            editor.type(
                    new PrintEdit.PlaceElements(List.of(new PrintEdit.Place(id, Band.DETAIL, new Box(x, 0, 50, 10)))));
        }
        editor.undo();
        assertThat(box(id)).isEqualTo(new Box(0, 0, 50, 10));
    }

    @Test
    void alignsSeveralAmongEachOtherAndOneWithThePage() {
        UUID first = add(Band.DETAIL, new Box(10, 0, 50, 10));
        UUID second = add(Band.FOOTER, new Box(30, 2, 20, 5));
        editor.apply(new PrintEdit.AlignElements(List.of(first, second), Alignment.RIGHT));
        assertThat(box(first)).isEqualTo(new Box(10, 0, 50, 10));
        assertThat(box(second)).isEqualTo(new Box(40, 2, 20, 5));
        editor.apply(new PrintEdit.AlignElements(List.of(first), Alignment.CENTRE));
        assertThat(box(first).x()).isEqualTo((editor.definition().page().inner() - 50) / 2);
    }

    @Test
    void whatStandsAboveWhatIsAlignedWithinItsBand() {
        UUID first = add(Band.DETAIL, new Box(0, 20, 50, 10));
        UUID second = add(Band.DETAIL, new Box(60, 4, 20, 5));
        UUID other = add(Band.FOOTER, new Box(30, 0, 20, 5));
        editor.apply(new PrintEdit.AlignElements(List.of(first, second, other), Alignment.TOP));
        assertThat(box(first).y()).isEqualTo(4);
        assertThat(box(second).y()).isEqualTo(4);
        assertThat(box(other).y()).isZero();
        assertThat(editor.definition().bandOf(other).orElseThrow().band()).isEqualTo(Band.FOOTER);
    }

    @Test
    void pastesBesideWhatStandsThereAlready() {
        add(Band.DETAIL, new Box(10, 0, 50, 10));
        List<PrintEdit.Placed> copied = editor.chosen();
        editor.apply(editor.paste(copied));
        editor.apply(editor.paste(copied));
        assertThat(editor.definition().elements().map(PrintElement::box))
                .containsExactly(new Box(10, 0, 50, 10), new Box(13, 3, 50, 10), new Box(16, 6, 50, 10));
    }

    @Test
    void selectsAndRemovesEverything() {
        add(Band.DETAIL, new Box(0, 0, 50, 10));
        add(Band.FOOTER, new Box(0, 0, 50, 5));
        editor.selectAll();
        editor.apply(new PrintEdit.RemoveElements(Set.copyOf(editor.selectedIds())));
        assertThat(editor.definition().elements()).isEmpty();
        assertThat(editor.selection()).isEqualTo(PrintSelection.TEMPLATE);
        editor.undo();
        assertThat(editor.selectedIds()).hasSize(2);
    }

    @Test
    void anotherPaperTakesEverythingAlong() {
        UUID id = add(Band.DETAIL, new Box(90, 0, 90, 10));
        editor.apply(new PrintEdit.ChangePage(PrintPage.of(PrintPage.Paper.A5, false, 15)));
        assertThat(box(id)).isEqualTo(new Box(59, 0, 59, 10));
        editor.apply(new PrintEdit.ChangePage(
                PrintPage.of(PrintPage.Paper.A5, false, 15).withMargins(15, 30, 15, 30)));
        assertThat(box(id)).isEqualTo(new Box(29, 0, 59, 10));
    }
}
