package dev.millwright.notice.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millwright.identity.Person;
import dev.millwright.notice.spi.Parcel;
import dev.millwright.notice.spi.Told;
import dev.millwright.notice.spi.UndeliverableException;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestTexts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class HandoverTests {

    private static final Duration SHORT = Duration.ofMillis(300);

    private static Parcel parcel() {
        Told told = new Told(Ids.next(), "x", List.of(), "", false, Instant.EPOCH);
        return new Parcel(
                new Person("sam", "Sam", "sam@example.com", Set.of(), List.of()), Locale.ENGLISH, false, List.of(told));
    }

    private static MailChannel channel(int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("sender", sender);
        return new MailChannel(
                beans.getBeanProvider(JavaMailSender.class),
                TestTexts.all(),
                "127.0.0.1",
                "mill@example.com",
                "https://mill.example.com");
    }

    /** A greeting without an end keeps a connection busy for ever; one that never begins keeps it waiting. */
    @ParameterizedTest
    @ValueSource(strings = {"", "220-wait\r\n"})
    void givesUpAServerThatNeverEndsAndClosesTheConnection(String greeting) throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Boolean> hungUp = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> hungUp.complete(greets(door, greeting)));
            assertThatExceptionOfType(UndeliverableException.class)
                    .isThrownBy(() -> new Handover(SHORT).hand(channel(door.getLocalPort()), parcel()))
                    .matches(UndeliverableException::isClosing)
                    .matches(refusal -> !refusal.isLasting());
            assertThat(hungUp.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Whether the other side hung up. */
    private static boolean greets(ServerSocket door, String greeting) {
        try (Socket caller = door.accept()) {
            OutputStream out = caller.getOutputStream();
            while (!greeting.isEmpty()) {
                out.write(greeting.getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
            return caller.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void tellsWhatTheChannelSaid() throws Exception {
        try (Postbox postbox = new Postbox()) {
            new Handover(Handover.MOST).hand(channel(postbox.port()), parcel());
            assertThat(postbox.mails).hasSize(1);
            postbox.refusing = true;
            assertThatExceptionOfType(UndeliverableException.class)
                    .isThrownBy(() -> new Handover(Handover.MOST).hand(channel(postbox.port()), parcel()))
                    .matches(refusal -> !refusal.isClosing());
        }
    }

    @Test
    void nobodyElseCarriesWhatIsOnItsWay() {
        assertThat(Deliveries.MINE).isGreaterThan(Handover.MOST.multipliedBy(2));
    }
}
