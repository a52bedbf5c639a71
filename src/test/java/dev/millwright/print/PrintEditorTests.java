package dev.millwright.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.shared.Ids;
import dev.millwright.shared.Problems;
import java.util.List;
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
        editor.apply(new PrintEdit.AddElement(id, "text", band, box, JsonNodeFactory.instance.objectNode()));
        return id;
    }

    private Box box(UUID id) {
        return editor.template().element(id).orElseThrow().box();
    }

    @Test
    void growsABandWithWhatIsPutIntoIt() {
        UUID id = add(Band.DETAIL, new Box(0, 20, 50, 10));
        assertThat(editor.template().band(Band.DETAIL).height()).isEqualTo(30);
        assertThat(editor.selection()).isEqualTo(new PrintSelection.OneElement(id));
    }

    @Test
    void keepsEverythingOnThePage() {
        UUID id = add(Band.TITLE, new Box(0, 500, 50, 10));
        assertThat(box(id).bottom()).isEqualTo(editor.template().page().innerDown());
        UUID other = add(Band.FOOTER, new Box(0, 0, 50, 10));
        assertThat(editor.template().bands().stream()
                        .mapToDouble(PrintBand::height)
                        .sum())
                .isLessThanOrEqualTo(editor.template().page().innerDown());
        assertThat(box(other).height()).isZero();
    }

    @Test
    void movesAnElementToAnotherBandInOneStep() {
        UUID id = add(Band.DETAIL, new Box(0, 0, 50, 10));
        editor.apply(new PrintEdit.PlaceElement(id, Band.FOOTER, new Box(5, 2, 50, 10)));
        assertThat(editor.template().bandOf(id).orElseThrow().band()).isEqualTo(Band.FOOTER);
        assertThat(editor.template().elements()).hasSize(1);
        editor.undo();
        assertThat(editor.template().bandOf(id).orElseThrow().band()).isEqualTo(Band.DETAIL);
        editor.redo();
        assertThat(box(id)).isEqualTo(new Box(5, 2, 50, 10));
    }

    @Test
    void typingIsOneStep() {
        editor.type(new PrintEdit.ChangeLabel("C"));
        editor.type(new PrintEdit.ChangeLabel("Ca"));
        editor.type(new PrintEdit.ChangeLabel("Card 2"));
        assertThat(editor.template().label()).isEqualTo("Card 2");
        assertThat(editor.template().key()).isEqualTo("card_2");
        editor.undo();
        assertThat(editor.template().label()).isEqualTo("Card");
        assertThat(editor.canUndo()).isFalse();
    }

    @Test
    void aPublishedTemplateKeepsItsKey() {
        editor.released();
        editor.apply(new PrintEdit.ChangeLabel("Guarantee"));
        editor.apply(new PrintEdit.ChangeKey("other"));
        assertThat(editor.template().key()).isEqualTo("card");
        assertThat(editor.template().label()).isEqualTo("Guarantee");
    }

    @Test
    void aBandNeverCutsOffWhatStandsInIt() {
        add(Band.DETAIL, new Box(0, 20, 50, 10));
        editor.apply(new PrintEdit.ChangeBand(Band.DETAIL, 5));
        assertThat(editor.template().band(Band.DETAIL).height()).isEqualTo(30);
    }

    @Test
    void duplicatesBelow() {
        UUID id = add(Band.DETAIL, new Box(10, 0, 50, 10));
        UUID copy = Ids.next();
        editor.apply(new PrintEdit.DuplicateElement(id, copy));
        assertThat(box(copy)).isEqualTo(new Box(10, 11, 50, 10));
        editor.apply(new PrintEdit.RemoveElement(id));
        assertThat(editor.template().elements().map(PrintElement::id)).containsExactly(copy);
    }

    @Test
    void drawsInTheOrderThatIsAskedFor() {
        UUID first = add(Band.DETAIL, new Box(0, 0, 50, 10));
        UUID second = add(Band.DETAIL, new Box(0, 0, 50, 10));
        editor.apply(new PrintEdit.OrderElement(first, true));
        assertThat(editor.template().elements().map(PrintElement::id)).containsExactly(second, first);
        editor.apply(new PrintEdit.OrderElement(first, false));
        assertThat(editor.template().elements().map(PrintElement::id)).containsExactly(first, second);
    }
}
