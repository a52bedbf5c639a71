package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import dev.millwright.flow.PeopleStep.StarterRule;
import dev.millwright.flow.VotePolicy;
import dev.millwright.identity.Person;
import dev.millwright.record.internal.Gate;
import dev.millwright.testing.TestPeople;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody is missed in silence: steps that come to fewer people than were designed say so. */
class FewerPeopleIntegrationTests {

    private static Mill mill;
    private static Person ann;
    private static Person bob;
    private static Person gone;

    @BeforeAll
    static void start() {
        mill = new Mill(Gate.form("request", Gate.field("name", "text")));
        ann = mill.staff.hire("Ann");
        bob = mill.staff.hire("Bob");
        gone = mill.staff.hire("Gone");
    }

    @AfterAll
    static void stop() {
        mill.close();
    }

    @BeforeEach
    void leave() {
        mill.staff.left.add(gone.id());
    }

    private FlowInstance submitted(PeopleStep step) {
        mill.publish(mill.submitted(mill.approve("Committee", step)));
        return mill.submit(TestPeople.SAM, "name", "Drill");
    }

    private static List<String> said(FlowInstance run) {
        return mill.timeline(run).stream().map(mill::words).toList();
    }

    @Test
    void whoHasLeftIsNamedInTheTimeline() {
        FlowInstance run = submitted(Mill.by(ann, gone));
        assertThat(said(run)).contains("Gone has left, so nobody is asked or told in their place");
        mill.yes(ann, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void theOwnersAreAskedForOneWhoMustAgreeAndHasLeft() {
        VotePolicy policy =
                new VotePolicy(VotePolicy.Mode.AT_LEAST, 1, false, List.of(new PersonRef(gone.id(), gone.name())));
        FlowInstance run = submitted(Mill.by(ann, bob).withPolicy(policy));
        assertThat(said(run)).contains("Gone must agree and has left, so Dana Designer is asked instead");
        mill.yes(ann, run);
        assertThat(mill.outcome(run)).isNull();
        mill.yes(TestPeople.DANA, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void aNumberThatTheseCannotReachIsSaid() {
        FlowInstance run = submitted(PeopleStep.EMPTY
                .withPeople(List.of(new PeopleSource.Named(List.of(Mill.ref(ann), Mill.ref(bob), Mill.ref(gone)))))
                .withPolicy(Mill.atLeast(3, false)));
        assertThat(said(run)).contains("3 people are to agree, but only 2 can be asked: all of them must");
        mill.yes(ann, run);
        mill.yes(bob, run);
        assertThat(mill.outcome(run)).isEqualTo("accepted");
    }

    @Test
    void aStarterWithoutAHeadIsNotDroppedInSilence() {
        FlowInstance run = submitted(Mill.by(ann, TestPeople.SAM).withStarter(StarterRule.HEAD));
        assertThat(said(run))
                .anySatisfy(words -> assertThat(words)
                        .isEqualTo(TestPeople.SAM.name()
                                + " started the flow and is not asked; no head was found to be asked instead"));
    }

    private record Receivers(List<PeopleSource> people) {}

    @Test
    void copiesSayWhoDoesNotGetOne() {
        mill.publish(mill.submitted(
                mill.node("copy", "Copy", new Receivers(Mill.by(ann, gone).people())),
                mill.approve("Head", Mill.by(ann))));
        FlowInstance run = mill.submit(TestPeople.SAM, "name", "Drill");
        assertThat(said(run)).contains("Gone has left, so nobody is asked or told in their place");
    }
}
