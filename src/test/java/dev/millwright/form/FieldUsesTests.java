package dev.millwright.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FieldUsesTests {

    private static final UUID FORM = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final UUID PRICE = UUID.fromString("00000000-0000-7000-8000-000000000002");
    private static final UUID LINKING = UUID.fromString("00000000-0000-7000-8000-000000000003");
    private static final UUID ORDER = UUID.fromString("00000000-0000-7000-8000-000000000004");
    private static final FieldUses USES = new FieldUses(
            FORM,
            PRICE,
            "price",
            Map.of(
                    FORM, Map.of("supplier", ORDER),
                    LINKING, Map.of("product", FORM, "order", ORDER),
                    ORDER, Map.of("line", LINKING)));

    /** What the innermost parts are called in which it is used. */
    private static Set<String> in(String json) {
        return USES
                .in(JsonMapper.shared()
                        .readTree(json.replace("FORM", FORM.toString())
                                .replace("LINKING", LINKING.toString())
                                .replace("ORDER", ORDER.toString())
                                .replace("PRICE", PRICE.toString())
                                .replace('\'', '"')))
                .stream()
                .map(hit -> hit.around().reversed().stream()
                        .map(part ->
                                part.path("label").asString(part.path("title").asString("")))
                        .filter(name -> !name.isEmpty())
                        .findFirst()
                        .orElse(""))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Test
    void findsFormulasOfItsOwnFormButNotItself() {
        assertThat(in("""
                {'id': 'FORM', 'key': 'product', 'label': 'Product', 'sections': [{'rows': [{'fields': [
                  {'id': 'PRICE', 'key': 'price', 'label': 'Price', 'type': 'decimal'},
                  {'id': 'a', 'key': 'gross', 'label': 'Gross', 'formula': 'price * 1.13'},
                  {'id': 'b', 'key': 'word', 'label': 'Word', 'formula': '\\"price\\" + prices'},
                  {'id': 'c', 'key': 'code', 'label': 'Code', 'config': {'parts': [{'field': 'PRICE'}]}}]}]}]}""")).containsExactly("Gross", "Code");
    }

    @Test
    void findsFormulasOfOtherFormsThroughLinksAndRows() {
        assertThat(in("""
                {'id': 'LINKING', 'label': 'Line', 'sections': [{'rows': [{'fields': [
                  {'id': 'l', 'key': 'product', 'label': 'Product', 'config': {'form': 'FORM'}},
                  {'id': 'm', 'key': 'amount', 'label': 'Amount', 'formula': 'quantity * product.price'}]}]}]}""")).containsExactly("Amount");
    }

    @Test
    void whatOtherFormsCallTheSameIsNotIt() {
        assertThat(in("""
                {'id': 'LINKING', 'label': 'Line', 'sections': [{'rows': [{'fields': [
                  {'id': 'l', 'key': 'product', 'label': 'Product', 'config': {'form': 'FORM', 'options': 'price > 3'}},
                  {'id': 'p', 'key': 'price', 'label': 'Price'},
                  {'id': 'm', 'key': 'amount', 'label': 'Amount', 'formula': 'quantity * price'},
                  {'id': 'n', 'key': 'far', 'label': 'Far', 'formula': 'order.price'}]}]}]}""")).containsExactly("Product");
        assertThat(in("""
                {'id': 'FORM', 'label': 'Product', 'sections': [{'rows': [{'fields': [
                  {'id': 'n', 'key': 'theirs', 'label': 'Theirs', 'formula': 'supplier.price'}]}]}]}""")).isEmpty();
    }

    @Test
    void findsWhatLiesBehindRowsAndSeveralLinks() {
        assertThat(in("""
                {'id': 'ORDER', 'label': 'Order', 'sections': [{'rows': [{'fields': [
                  {'id': 'a', 'key': 'sum', 'label': 'Sum', 'formula': 'SUM(line.product.price)'},
                  {'id': 'b', 'key': 'own', 'label': 'Own', 'formula': 'SUM(line.price)'}]}]}]}""")).containsExactly("Sum");
    }

    @Test
    void findsTextsThatNameItInBraces() {
        assertThat(in("""
                {'id': 'f', 'label': 'Agree', 'form': 'FORM', 'nodes': [
                  {'label': 'Tell', 'config': {'text': 'It costs {price}'}},
                  {'label': 'Say', 'config': {'text': 'The price is right'}}]}""")).containsExactly("Tell");
    }

    @Test
    void findsTilesViewsAndStepsByIdKeyAndCondition() {
        assertThat(in("""
                {'id': 'd', 'label': 'Board', 'tiles': [
                  {'id': 't', 'title': 'Sales', 'form': 'FORM', 'measures': [{'field': 'price', 'function': 'sum'}]},
                  {'id': 'u', 'title': 'Names', 'form': 'FORM', 'columns': ['name', 'price']},
                  {'id': 'v', 'title': 'price', 'form': 'FORM', 'filter': 'price > 3 AND name = \\"x\\"'},
                  {'id': 'w', 'title': 'Other', 'form': 'FORM', 'rights': {'price': 'hidden'}},
                  {'id': 'y', 'title': 'None', 'form': 'FORM', 'columns': ['name']}]}""")).containsExactly("Sales", "Names", "price", "Other");
    }

    @Test
    void findsWhatNamesItBehindALinkWithoutKnowingItsForm() {
        assertThat(in("""
                {'id': 'f', 'label': 'Agree', 'form': '00000000-0000-7000-8000-000000000003', 'nodes': [
                  {'label': 'Dear ones', 'condition': 'product.price > 100'},
                  {'label': 'Its own', 'condition': 'price > 100'},
                  {'label': 'Another link', 'condition': 'part.price > 100'}]}""")).containsExactly("Dear ones");
    }

    @Test
    void aDefinitionThatKnowsNothingOfTheFormUsesNothingOfIt() {
        assertThat(in("{'id': 'd', 'label': 'Board', 'tiles': [{'title': 'T', 'columns': ['price']}]}"))
                .isEmpty();
    }
}
