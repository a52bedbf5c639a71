package dev.millwright.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretsTests {

    private static final String OLD = "old:" + "A".repeat(43) + "=";
    private static final String NEW = "new:" + "B".repeat(42) + "A=";

    @Test
    void opensWhatItSealedAtItsPlaceOnly() {
        Secrets secrets = new Secrets(OLD);
        String sealed = secrets.seal("身份证 110101", "form/field/1");
        assertThat(sealed).startsWith("old.").doesNotContain("110101");
        assertThat(secrets.open(sealed, "form/field/1")).isEqualTo("身份证 110101");
        assertThatThrownBy(() -> secrets.open(sealed, "form/field/2"))
                .isInstanceOf(UnopenedException.class)
                .extracting("code")
                .isEqualTo("secret.error.damaged");
        assertThatThrownBy(() -> secrets.open(sealed + "A", "form/field/1")).isInstanceOf(UnopenedException.class);
        assertThatThrownBy(() -> secrets.open("old.", "form/field/1")).isInstanceOf(UnopenedException.class);
    }

    @Test
    void sealsEachTimeOtherwise() {
        Secrets secrets = new Secrets(OLD);
        assertThat(secrets.seal("same", "place")).isNotEqualTo(secrets.seal("same", "place"));
    }

    @Test
    void sealsWithTheFirstKeyAndOpensWithAll() {
        String before = new Secrets(OLD).seal("text", "place");
        Secrets both = new Secrets(NEW + ", " + OLD);
        assertThat(both.open(before, "place")).isEqualTo("text");
        String after = both.seal("text", "place");
        assertThat(after).startsWith("new.");
        assertThatThrownBy(() -> new Secrets(OLD).open(after, "place"))
                .extracting("code")
                .isEqualTo("secret.error.keyGone");
    }

    @Test
    void marksContentSoThatOnlyWhoHasTheKeyCanTryTexts() {
        byte[] content = "1234".getBytes(StandardCharsets.UTF_8);
        byte[] open = new Secrets("").marks("here", content).getFirst();
        List<byte[]> before = new Secrets(OLD).marks("here", content);
        assertThat(before.getFirst())
                .isEqualTo(new Secrets(OLD).marks("here", content).getFirst())
                .isNotEqualTo(open)
                .isNotEqualTo(new Secrets(OLD).marks("elsewhere", content).getFirst());
        assertThat(new Secrets(NEW + "," + OLD).marks("here", content))
                .hasSize(3)
                .anySatisfy(mark -> assertThat(mark).isEqualTo(before.getFirst()))
                .anySatisfy(mark -> assertThat(mark).isEqualTo(open));
    }

    @Test
    void isNotReadyWithoutAKeyAndRefusesPoorOnes() {
        assertThat(new Secrets("").isReady()).isFalse();
        assertThatThrownBy(() -> new Secrets("short:AAAA")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Secrets(OLD + "," + OLD)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Secrets("no-key")).hasMessageNotContaining("no-key");
    }
}
