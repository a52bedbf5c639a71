package dev.millwright.flow.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.internal.Mill;
import dev.millwright.identity.Person;
import dev.millwright.notice.Notice;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestPeople;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that tells people something. */
class NotifyNodeTypeIntegrationTests {

    private static Mill mill;
    private static Person ann;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("request", Gate.field("name", "text"), Gate.field("sum", "decimal")));
        ann = mill.staff.hire("Ann");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @BeforeEach
    void quiet() {
        mill.notices.clear();
    }

    private static NodeDefinition tells(String text, PeopleSource... sources) {
        return mill.node("notify", "Tell", new NotifyNodeType.Config(List.of(sources), text, List.of("sum", "name")));
    }

    private static PeopleSource annAndBob() {
        return new PeopleSource.Named(List.of(Mill.ref(ann), Mill.ref(TestPeople.MIA)));
    }

    private static String said(Locale language, Phrase phrase) {
        return mill.context.getBean(Texts.class).text(language, phrase);
    }

    @Test
    void tellsThePeopleInWordsAndWithFieldsOfTheRecordAndGoesOn() {
        mill.publish(mill.submitted(tells("Goods are there: ${1+41} {0}", annAndBob(), new PeopleSource.Starter())));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Bolts", "sum", "1234.5");
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        Notice notice = mill.notices.stream()
                .filter(one -> one.kind().equals("flow.told"))
                .findFirst()
                .orElseThrow();
        assertThat(notice.recipients()).containsExactly("ann", TestPeople.MIA.id(), TestPeople.SAM.id());
        assertThat(said(Locale.ENGLISH, notice.text())).isEqualTo("Goods are there: ${1+41} {0}");
        assertThat(notice.details())
                .extracting(line -> said(Locale.CHINESE, line))
                .containsExactly("The sum：1234.50", "The name：Bolts");
        assertThat(notice.link()).isEqualTo("work/run/" + run.id());
        assertThat(mill.timeline(run))
                .extracting(entry -> mill.words(entry))
                .contains("Told Ann, Mia Manager, Sam Staff");
    }

    @Test
    void fillsFieldsInTheTextInTheLanguageOfWhoReads() {
        mill.publish(mill.submitted(tells("{name} costs {sum}, {name}!", annAndBob())));
        mill.submit(TestPeople.SAM, "name", "$1 {sum}", "sum", "1234.5");
        Notice notice = mill.notices.stream()
                .filter(one -> one.kind().equals("flow.told"))
                .findFirst()
                .orElseThrow();
        assertThat(said(Locale.ENGLISH, notice.text())).isEqualTo("$1 {sum} costs 1234.50, $1 {sum}!");
    }

    @Test
    void saysInTheTimelineWhenNobodyWasFound() {
        mill.publish(mill.submitted(tells("Hello", new PeopleSource.StarterHead(1))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Bolts");
        assertThat(mill.outcome(run)).isEqualTo("accepted");
        assertThat(mill.notices).noneMatch(one -> one.kind().equals("flow.told"));
        assertThat(mill.timeline(run))
                .extracting(entry -> mill.words(entry))
                .contains("Nobody was found who could be told");
    }
}
