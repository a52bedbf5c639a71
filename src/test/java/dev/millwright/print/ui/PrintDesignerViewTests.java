package dev.millwright.print.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.NativeButton;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintTemplate;
import dev.millwright.shared.Ids;
import dev.millwright.template.Templates;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import dev.millwright.ui.PropertyPanel;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@WithPerson("dana")
class PrintDesignerViewTests extends ViewTest {

    @Autowired
    private Templates templates;

    @Autowired
    private Apps apps;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionKind<PrintTemplate> kind;

    @Autowired
    private DefinitionCodec codec;

    private String app = "";
    private int number;

    @BeforeEach
    void openTheWarrantyCard() {
        app = templates.install("serials", null, null, Locale.ENGLISH).key();
        openDesigner("warranty_card");
    }

    @AfterEach
    void removeTheApp() {
        apps.delete(app, Apps.Tables.DROP);
    }

    @Test
    void beginsANewTemplateWithALayoutOfItsForm() {
        PrintTemplate empty = kind.empty(Ids.next(), "receipt", "Receipt");
        drafts.save(app, PrintTemplate.KIND, codec.write(empty), 0);
        openDesigner("receipt");
        assertThat(page()).contains("Which records does it print?", "Not published yet");
        test($(NativeButton.class).all().stream()
                        .filter(form -> form.getElement().getTextRecursively().contains("Customers"))
                        .findFirst()
                        .orElseThrow())
                .click();
        assertThat(elements("receipt")).extracting(PrintElement::type).contains("text", "qr", "field");
        assertThat(page()).contains("Saved");
    }

    @Test
    void anAddedElementIsSavedAtOnceAndTakenBack() {
        int before = elements("warranty_card").size();
        obey(message("add").put("type", "line"));
        assertThat(elements("warranty_card")).hasSize(before + 1);
        assertThat(page()).contains("Changes not published");
        obey(message("undo"));
        assertThat(elements("warranty_card")).hasSize(before);
        obey(message("redo"));
        assertThat(elements("warranty_card")).hasSize(before + 1);
    }

    @Test
    void stopsWhenTheDraftWasSavedElsewhere() {
        Draft draft = draft("warranty_card");
        PrintTemplate theirs = template("warranty_card").withLabel("warranty_card", "Card of theirs");
        drafts.save(app, PrintTemplate.KIND, codec.write(theirs), draft.version());
        waitFor(() -> page().contains("Reload to go on from there"));
        obey(message("add").put("type", "line"));
        assertThat(template("warranty_card")).isEqualTo(theirs);
        click("Reload");
        assertThat(page()).contains("Card of theirs").doesNotContain("Reload to go on from there");
    }

    @Test
    void saysThatTheDraftWasDeletedElsewhere() {
        drafts.delete(app, draft("warranty_card").ref(), draft("warranty_card").version());
        waitFor(() -> page().contains("deleted this draft"));
        click("Back to the app");
        assertThat($(PrintDesignerView.class).exists()).isFalse();
    }

    @Test
    void goesOnWhenItIsPublishedElsewhere() {
        obey(message("add").put("type", "line"));
        ReleaseRequest all = ReleaseRequest.all();
        publishing.publish(app, all, publishing.plan(app, all).fingerprint());
        waitFor(() -> page().contains("Published") && !page().contains("Changes not published"));
        int published = elements("warranty_card").size();
        obey(message("undo"));
        assertThat(elements("warranty_card")).hasSize(published - 1);
        assertThat(page()).contains("Changes not published");
    }

    @Test
    void severalFieldsAreMadeToLookAlikeAndStayTheFieldsTheyAre() {
        List<PrintElement> fields = elements("warranty_card").stream()
                .filter(element -> element.type().equals("field"))
                .toList();
        select(fields);
        assertThat(page()).contains(fields.size() + " elements");
        assertThat($(PropertyPanel.class).single().getElement().getTextRecursively())
                .doesNotContain("Other label");
        assertThat($(ComboBox.class).all()).extracting(ComboBox::getLabel).doesNotContain("Field");
        assertThat($(Checkbox.class).all()).extracting(Checkbox::getLabel).contains("Bold");
        select(fields.subList(0, 1));
        assertThat($(ComboBox.class).all()).extracting(ComboBox::getLabel).contains("Field");
    }

    @Test
    void theRealPageIsShownLargeAndSmallAgain() {
        clickIcon("Show the page large");
        assertThat($(PagePreview.class).single().getContent().getClassNames()).contains("mw-print-preview-large");
        clickIcon("Back to the design");
        assertThat($(PagePreview.class).single().getContent().getClassNames()).doesNotContain("mw-print-preview-large");
    }

    @Test
    void speaksChinese() {
        in(Locale.SIMPLIFIED_CHINESE);
        openDesigner("warranty_card");
        assertThat(page()).contains("已发布", "发布", "实际页面").doesNotContain("Publish", "Saved");
    }

    @Test
    void isNotForStaff() {
        become(TestPeople.SAM);
        openDesigner("warranty_card");
        assertThat($(PrintDesignerView.class).exists()).isFalse();
        become(TestPeople.DANA);
    }

    private void openDesigner(String key) {
        number = 0;
        open("app/" + app + "/design/print/" + key);
    }

    private void obey(Object message) {
        $(PrintCanvas.class).single().edit(++number, (ObjectNode) message);
    }

    private void select(List<PrintElement> elements) {
        ObjectNode select = message("select");
        elements.forEach(
                element -> select.withArray("elements").add(element.id().toString()));
        obey(select);
    }

    private void clickIcon(String label) {
        test($(Button.class).all().stream()
                        .filter(button ->
                                button.getAriaLabel().filter(label::equals).isPresent())
                        .findFirst()
                        .orElseThrow())
                .click();
    }

    private static ObjectNode message(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind);
    }

    private Draft draft(String key) {
        return drafts.find(app, PrintTemplate.KIND, key).orElseThrow();
    }

    private PrintTemplate template(String key) {
        return codec.read(draft(key).json(), PrintTemplate.class);
    }

    private List<PrintElement> elements(String key) {
        return template(key).elements().toList();
    }
}
