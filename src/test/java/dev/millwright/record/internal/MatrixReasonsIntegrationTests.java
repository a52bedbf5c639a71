package dev.millwright.record.internal;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.app.Action;
import dev.millwright.app.FieldGrant;
import dev.millwright.app.Limit;
import dev.millwright.app.Rights;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.Person;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.AccessReasons;
import dev.millwright.record.AccessReasons.Answer;
import dev.millwright.record.AccessReasons.Question;
import dev.millwright.record.AccessReasons.Reason;
import dev.millwright.record.FormRef;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestPeople;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Why somebody may do something or may not. */
class MatrixReasonsIntegrationTests {

    private static final FormRef PART = ref("plant", "part");
    private static final Principal STAFF = Principal.role(Role.STAFF);
    private static final FieldDefinition NAME = field("name", "text");
    private static final FormDefinition PARTS = form(
            Ids.next(), "part", NAME.id(), null, List.of(), NAME, field("line", "text"), field("price", "integer"));

    private static Gate gate;
    private static UUID ours;
    private static UUID theirs;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish("plant", EnumSet.of(Action.SEE, Action.CHANGE, Action.CREATE), PARTS);
        ours = gate.records()
                .create(PART, values("name", "ours", "line", "A"), Via.API)
                .id();
        theirs = gate.records()
                .create(PART, values("name", "theirs", "line", "B"), Via.API)
                .id();
        gate.records().create(PART, values("name", "more", "line", "B"), Via.API);
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    private static void limit(Limit limit) {
        Rights rights = new Rights(
                List.of(Principal.person(TestPeople.DANA.id())),
                List.of(),
                List.of(STAFF),
                Map.of(STAFF, Map.of("part", EnumSet.of(Action.SEE, Action.CHANGE, Action.CREATE))),
                Map.of(STAFF, Map.of("part", limit)));
        gate.share("plant", rights);
    }

    private static Answer why(Person asker, Question question) {
        return Gate.as(
                asker,
                () -> gate.context.getBean(AccessReasons.class).why(question, condition -> "<" + condition + ">"));
    }

    private static Reason reason(Answer answer, Action action) {
        return answer.actions().stream()
                .filter(reason -> reason.action() == action)
                .findFirst()
                .orElseThrow();
    }

    private static String said(Reason reason) {
        return gate.context.getBean(Texts.class).text(Locale.ENGLISH, reason.sentence());
    }

    private static Question of(UUID record) {
        return new Question(PART, Optional.of(record.toString()), Optional.empty());
    }

    @Test
    void namesTheLineAndItsCondition() {
        limit(Limit.NONE.with(Action.CHANGE, "line = \"A\""));
        assertThat(reason(why(TestPeople.SAM, of(ours)), Action.CHANGE).allowed())
                .isTrue();
        Reason refused = reason(why(TestPeople.SAM, of(theirs)), Action.CHANGE);
        assertThat(refused.allowed()).isFalse();
        assertThat(said(refused)).containsIgnoringCase("staff").contains("<line = \"A\">");
        assertThat(refused.way()).isEmpty();
        assertThat(reason(why(TestPeople.SAM, of(theirs)), Action.SEE).allowed())
                .isTrue();
        assertThat(said(reason(why(TestPeople.SAM, of(ours)), Action.DELETE))).contains("No line");
    }

    @Test
    void whatIsOutOfReachIsAnsweredAsWhatIsNotThere() {
        limit(Limit.NONE.with(Action.SEE, "line = \"A\""));
        Answer hidden = why(TestPeople.SAM, of(theirs));
        Answer none = why(TestPeople.SAM, of(Ids.next()));
        Answer named = why(TestPeople.SAM, new Question(PART, Optional.of("theirs"), Optional.empty()));
        assertThat(hidden.record()).isEmpty();
        assertThat(hidden).isEqualTo(none).isEqualTo(named);
        assertThat(why(TestPeople.SAM, new Question(PART, Optional.of("ours"), Optional.empty()))
                        .record())
                .contains("ours");
    }

    @Test
    void aConditionOnAHiddenFieldIsNotTold() {
        limit(new Limit(
                Map.of(Action.SEE, "price > 100"),
                Map.of("name", FieldGrant.EDITABLE, "line", FieldGrant.READ_ONLY),
                false));
        Answer answer = why(TestPeople.SAM, of(ours));
        assertThat(answer.actions())
                .allSatisfy(reason -> assertThat(said(reason)).doesNotContain("price"));
        assertThat(answer.fields()).isEmpty();
        Answer form = why(TestPeople.SAM, new Question(PART, Optional.empty(), Optional.empty()));
        assertThat(form.fields())
                .singleElement()
                .satisfies(field -> assertThat(field.field()).isEqualTo("line"));
    }

    @Test
    void whoManagesTheAppLearnsTheLeastChangeForAnother() {
        limit(Limit.NONE.with(Action.SEE, "line = \"A\"").with(Map.of("name", FieldGrant.EDITABLE)));
        Answer answer = why(TestPeople.DANA, new Question(PART, Optional.of(theirs.toString()), Optional.of("sam-id")));
        Reason see = reason(answer, Action.SEE);
        assertThat(see.allowed()).isFalse();
        assertThat(see.way())
                .hasValueSatisfying(way -> assertThat(way.arguments().getLast()).isEqualTo(1L));
        assertThat(answer.fields()).extracting(field -> field.field()).containsExactly("line", "price");
        assertThat(reason(why(TestPeople.DANA, of(theirs)), Action.DELETE).allowed())
                .isTrue();
        assertThatThrownBy(() -> why(TestPeople.SAM, new Question(PART, Optional.empty(), Optional.of("mia-id"))))
                .isInstanceOf(NotAllowedException.class);
    }
}
