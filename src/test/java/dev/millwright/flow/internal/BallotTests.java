package dev.millwright.flow.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowTask.Result;
import dev.millwright.flow.VotePolicy;
import dev.millwright.flow.VotePolicy.Mode;
import dev.millwright.flow.internal.Ballot.Verdict;
import dev.millwright.flow.internal.Item.Part;
import dev.millwright.flow.internal.Item.State;
import dev.millwright.shared.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BallotTests {

    private static final Instant NOW = Instant.EPOCH;

    private final Step step = new Step(Ids.next(), Ids.next(), "Step", Step.Kind.APPROVE, 1, "", NOW);

    private Item seat(int number, boolean required) {
        return add(Part.SEAT, null, "P" + number, number, required);
    }

    private Item add(Part part, @Nullable Item parent, String name, int position, boolean required) {
        Item item = Item.fresh(
                step,
                new PersonRef(name, name),
                null,
                part,
                parent == null ? null : parent.id,
                position,
                required,
                "",
                NOW);
        step.items.add(item);
        return item;
    }

    private List<Item> seats(int number) {
        return IntStream.range(0, number).mapToObj(i -> seat(i, false)).toList();
    }

    private Verdict verdict(VotePolicy policy) {
        return new Ballot(step.items, policy).verdict();
    }

    private void callUp(VotePolicy policy) {
        new Ballot(step.items, policy).callUp();
    }

    private static VotePolicy policy(Mode mode) {
        return new VotePolicy(mode, 1, false, List.of());
    }

    /** Answers one by one: {@code y} a yes, {@code n} a no; the verdict after each. */
    @ParameterizedTest
    @CsvSource({
        "AT_LEAST, 50, true, 5, yyy, UUY",
        "AT_LEAST, 50, true, 5, nnn, UUN",
        "AT_LEAST, 50, true, 5, nynyy, UUUUY",
        "AT_LEAST, 50, true, 4, nnn, UUN",
        "AT_LEAST, 50, true, 4, nny, UUU",
        "AT_LEAST, 50, true, 1, y, Y",
        "AT_LEAST, 1, true, 100, y, Y",
        "AT_LEAST, 100, true, 3, yyn, UUN",
        "AT_LEAST, 2, false, 3, yny, UUY",
        "AT_LEAST, 2, false, 3, nn, UN",
        "AT_LEAST, 9, false, 3, yyy, UUY",
        "ANY, 1, false, 3, y, Y",
        "ANY, 1, false, 3, n, N",
        "ALL, 1, false, 3, yyy, UUY",
        "ALL, 1, false, 3, yn, UN",
        "SEQUENCE, 1, false, 2, yy, UY",
        "SEQUENCE, 1, false, 3, n, N",
        "POOL, 1, false, 3, n, N",
    })
    void endsTheMomentTheResultIsCertain(
            Mode mode, int atLeast, boolean percent, int people, String answers, String expected) {
        List<Item> seats = seats(people);
        VotePolicy policy = new VotePolicy(mode, atLeast, percent, List.of());
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < answers.length(); i++) {
            seats.get(i).answer(answers.charAt(i) == 'y' ? Result.APPROVED : Result.REJECTED, NOW);
            seen.append(verdict(policy).name().charAt(0));
        }
        assertThat(seen).hasToString(expected);
    }

    @Test
    void waitsForThoseWhoMustAgree() {
        List<Item> seats = seats(2);
        Item chief = seat(2, true);
        VotePolicy policy = new VotePolicy(Mode.AT_LEAST, 2, false, List.of());
        seats.forEach(seat -> seat.answer(Result.APPROVED, NOW));
        assertThat(verdict(policy)).isEqualTo(Verdict.UNDECIDED);
        chief.answer(Result.APPROVED, NOW);
        assertThat(verdict(policy)).isEqualTo(Verdict.YES);
        chief.answer(Result.REJECTED, NOW);
        assertThat(verdict(policy)).isEqualTo(Verdict.NO);
    }

    @Test
    void asksOneAfterTheOther() {
        List<Item> seats = seats(3);
        VotePolicy policy = policy(Mode.SEQUENCE);
        callUp(policy);
        assertThat(seats).extracting(seat -> seat.state).containsExactly(State.OPEN, State.WAITING, State.WAITING);
        seats.getFirst().answer(Result.APPROVED, NOW);
        callUp(policy);
        assertThat(seats).extracting(seat -> seat.state).containsExactly(State.DONE, State.OPEN, State.WAITING);
    }

    @Test
    void letsOneClaimAndGiveBack() {
        List<Item> seats = seats(3);
        VotePolicy policy = policy(Mode.POOL);
        callUp(policy);
        assertThat(seats).allMatch(seat -> seat.state == State.CLAIMABLE);
        seats.get(1).become(State.OPEN);
        callUp(policy);
        assertThat(seats).extracting(seat -> seat.state).containsExactly(State.ASLEEP, State.OPEN, State.ASLEEP);
        seats.get(1).become(State.CLAIMABLE);
        callUp(policy);
        assertThat(seats).allMatch(seat -> seat.state == State.CLAIMABLE);
    }

    @Test
    void letsSignersBeforeAnswerFirst() {
        Item own = seat(0, false);
        callUp(VotePolicy.ALL);
        Item li = add(Part.BEFORE, own, "Li", 1, false);
        Item wang = add(Part.BEFORE, own, "Wang", 2, false);
        callUp(VotePolicy.ALL);
        assertThat(step.items).extracting(item -> item.state).containsExactly(State.WAITING, State.OPEN, State.OPEN);
        wang.answer(Result.APPROVED, NOW);
        callUp(VotePolicy.ALL);
        assertThat(own.state).isEqualTo(State.WAITING);
        li.become(State.REMOVED);
        callUp(VotePolicy.ALL);
        assertThat(own.state).isEqualTo(State.OPEN);
        assertThat(verdict(VotePolicy.ALL)).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void asksSignersAfterwards() {
        Item own = seat(0, false);
        Item li = add(Part.AFTER, own, "Li", 1, false);
        callUp(VotePolicy.ANY);
        assertThat(li.state).isEqualTo(State.WAITING);
        own.answer(Result.APPROVED, NOW);
        assertThat(verdict(VotePolicy.ANY)).isEqualTo(Verdict.UNDECIDED);
        callUp(VotePolicy.ANY);
        assertThat(li.state).isEqualTo(State.OPEN);
        li.answer(Result.APPROVED, NOW);
        assertThat(verdict(VotePolicy.ANY)).isEqualTo(Verdict.YES);
    }

    @Test
    void takesTheNoOfSomebodyAddedForANoOfTheStep() {
        List<Item> seats = new ArrayList<>(seats(5));
        Item li = add(Part.BEFORE, seats.getFirst(), "Li", 9, false);
        li.answer(Result.REJECTED, NOW);
        assertThat(verdict(new VotePolicy(Mode.AT_LEAST, 1, false, List.of()))).isEqualTo(Verdict.NO);
    }

    @Test
    void comesBackFromWhoWasAskedToAnswerFirst() {
        Item own = seat(0, false);
        Item li = add(Part.DELEGATE, own, "Li", 1, false);
        callUp(VotePolicy.ALL);
        assertThat(own.state).isEqualTo(State.WAITING);
        li.answer(Result.REJECTED, NOW);
        assertThat(verdict(VotePolicy.ALL)).isEqualTo(Verdict.UNDECIDED);
        callUp(VotePolicy.ALL);
        assertThat(own.state).isEqualTo(State.OPEN);
    }
}
