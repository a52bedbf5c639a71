package dev.millwright.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.expression.ExpressionFunctions;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Scope;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.type.PlainFieldTypes;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NarrowingTests {

    private static final Expressions EXPRESSIONS = new Expressions(new ExpressionFunctions(List.of()));
    private static final FieldResolver RESOLVER =
            new FieldResolver(PlainFieldTypes.all(), new FormPartTypes(List.of()), new DefinitionCodec());
    private static final UUID CUSTOMER = Ids.next();
    private static final UUID CONTACT = Ids.next();

    private static final FormShape CUSTOMERS =
            shape(CUSTOMER, "customer", Gate.field("name", "text"), Gate.field("active", "yes-no"));
    private static final FormShape CONTACTS =
            shape(CONTACT, "contact", Gate.field("called", "text"), link("customer", CUSTOMER, ""));

    private static FormShape shape(UUID id, String key, FieldDefinition... fields) {
        return FormShape.of(Gate.form(id, key, null, null, List.of(), fields), RESOLVER);
    }

    private static FieldDefinition link(String key, UUID form, String condition) {
        return Gate.field(key, "link", "{\"form\": \"%s\", \"options\": \"%s\"}".formatted(form, condition), "");
    }

    private static Optional<FormShape> forms(UUID id) {
        return List.of(CUSTOMERS, CONTACTS).stream()
                .filter(form -> form.id().equals(id))
                .findFirst();
    }

    private static FormShape order(String condition) {
        return shape(
                Ids.next(),
                "order_form",
                Gate.field("reference", "text"),
                link("customer", CUSTOMER, ""),
                link("contact", CONTACT, condition));
    }

    private static Narrowing read(String condition) {
        FormShape order = order(condition);
        return Narrowing.of(condition, Narrowing.scope(CONTACTS, order, NarrowingTests::forms), EXPRESSIONS);
    }

    @Test
    void knowsByWhichFieldsOfItsRecordItGoes() {
        Narrowing narrowing =
                read("customer = this.customer and called != this.customer.name and called = this.customer");
        assertThat(narrowing.own()).containsExactlyInAnyOrder("this.customer", "this.customer.name");
        assertThat(narrowing.ownKeys()).containsExactly("customer");
        assertThat(narrowing.offered()).containsExactlyInAnyOrder("customer", "called");
        assertThat(Narrowing.ownKeys("customer = this.customer and (")).containsExactly("customer");
    }

    @Test
    void tellsWhatANewRecordHasToHold() {
        assertThat(read("customer = this.customer and called = 'x' and called != this.reference")
                        .equalities())
                .containsEntry("customer", new Narrowing.Own("this.customer"))
                .containsEntry("called", "x")
                .hasSize(2);
        // One of two is enough, so neither has to be.
        assertThat(read("customer = this.customer or called = 'x'").equalities())
                .isEmpty();
    }

    @Test
    void followsAFieldOfItsRecordToItsNewKey() {
        assertThat(Narrowing.renamed("customer = this.customer and a = this.customer.name", "customer", "client"))
                .isEqualTo("customer = this.client and a = this.client.name");
    }

    @Test
    void saysWhatMakesNoSenseAtTheFieldThatHasIt() {
        assertThat(problems("customer = this.customer")).isEmpty();
        assertThat(problems("customer = this.nothing")).hasSize(1).allMatch(path -> path.endsWith(".config.options"));
        assertThat(problems("gone = 1")).hasSize(1);
        assertThat(problems("called")).hasSize(1);
    }

    @Test
    void looksUpOnlyTheNamesThatAreUsedHoweverManyLinksAFormHas() {
        int many = 200;
        UUID wide = Ids.next();
        FieldDefinition[] fields = new FieldDefinition[many];
        FieldDefinition[] links = new FieldDefinition[many];
        for (int i = 0; i < many; i++) {
            fields[i] = Gate.field("f" + i, "text");
            links[i] = link("l" + i, wide, "f0 = this.l" + (i + 1) % many + ".f1");
        }
        FormShape target = shape(wide, "wide", fields);
        FormShape form = shape(Ids.next(), "linking", links);
        List<UUID> asked = new ArrayList<>();
        Function<UUID, Optional<FormShape>> forms = id -> {
            asked.add(id);
            return Optional.of(target);
        };
        assertThat(Narrowing.problems(form, forms, EXPRESSIONS).isEmpty()).isTrue();
        assertThat(asked).hasSize(1);
        asked.clear();
        assertThat(Narrowing.scope(target, form, forms).find("this.l7.f9")).hasValueSatisfying(name -> {
            assertThat(name.key()).isEqualTo("this.l7.f9");
            assertThat(name.label()).isEqualTo("The l7 · The f9");
        });
        assertThat(asked).hasSize(1);
    }

    @Test
    void listsTheNamesThatItFinds() {
        Scope scope = Narrowing.scope(CONTACTS, order(""), NarrowingTests::forms);
        assertThat(scope.names())
                .allSatisfy(name -> assertThat(scope.find(name.key())).contains(name))
                .extracting(Scope.Name::key)
                .contains("called", "id", "this.reference", "this.customer.name", "this.contact.called")
                .doesNotHaveDuplicates();
        assertThat(scope.find("this.contact.customer.name")).isEmpty();
        assertThat(scope.find("this.")).isEmpty();
    }

    private static List<String> problems(String condition) {
        return Narrowing.problems(order(condition), NarrowingTests::forms, EXPRESSIONS).stream()
                .map(Problem::path)
                .toList();
    }
}
