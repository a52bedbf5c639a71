package dev.millwright.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.NotSignedInException;
import dev.millwright.testing.TestPeople;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecurityCurrentPersonTests {

    private final CurrentPerson currentPerson = new SecurityCurrentPerson();

    @AfterEach
    void signOut() {
        TestPeople.nobody();
    }

    @Test
    void isTheOneSignedIn() {
        TestPeople.as(TestPeople.SAM);

        assertThat(currentPerson.get()).isEqualTo(TestPeople.SAM);
    }

    @Test
    void refusesWhenNobodyIsSignedIn() {
        assertThat(currentPerson.find()).isEmpty();
        assertThatExceptionOfType(NotSignedInException.class).isThrownBy(currentPerson::get);
    }

    @Test
    void isAnotherForTheTimeOfWorkInTheirName() {
        TestPeople.as(TestPeople.SAM);

        String acting = currentPerson.as(
                TestPeople.DANA,
                () -> currentPerson.get().name()
                        + currentPerson.as(
                                TestPeople.MIA, () -> currentPerson.get().name()));

        assertThat(acting).isEqualTo(TestPeople.DANA.name() + TestPeople.MIA.name());
        assertThat(currentPerson.get()).isEqualTo(TestPeople.SAM);
    }

    @Test
    void actsInTheNameOfSomebodyOnAVirtualThread() throws InterruptedException {
        StringBuilder acting = new StringBuilder();

        Thread.startVirtualThread(() -> currentPerson.run(
                        TestPeople.DANA, () -> acting.append(currentPerson.get().name())))
                .join();

        assertThat(acting).hasToString(TestPeople.DANA.name());
    }
}
