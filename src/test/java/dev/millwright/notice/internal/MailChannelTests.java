package dev.millwright.notice.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millwright.identity.Person;
import dev.millwright.notice.spi.Parcel;
import dev.millwright.notice.spi.Told;
import dev.millwright.notice.spi.UndeliverableException;
import dev.millwright.testing.TestTexts;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class MailChannelTests {

    private static final UUID ID = UUID.fromString("01a00000-0000-7000-8000-000000000001");

    private final Postbox postbox = new Postbox();

    @AfterEach
    void close() {
        postbox.close();
    }

    private MailChannel channel(String host, String from, String address) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(host);
        sender.setPort(postbox.port());
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("sender", sender);
        return new MailChannel(beans.getBeanProvider(JavaMailSender.class), TestTexts.all(), host, from, address);
    }

    private MailChannel channel() {
        return channel("127.0.0.1", "Millwright <mill@example.com>", "https://mill.example.com/");
    }

    private static Person sam(@Nullable String email) {
        return new Person("sam", "Sam Chen", email, Set.of(), List.of());
    }

    private static Told told(String text, String... details) {
        return new Told(ID, text, List.of(details), "task/7?a=1&b=2", false, Instant.EPOCH);
    }

    private static Parcel parcel(Locale language, boolean summary, Told... notices) {
        return new Parcel(sam("sam@example.com"), language, summary, List.of(notices));
    }

    private MimeMessage only() throws MessagingException {
        assertThat(postbox.mails).hasSize(1);
        return new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(postbox.mails.getFirst().text().getBytes(StandardCharsets.UTF_8)));
    }

    private static String part(Object content, String type) throws MessagingException, IOException {
        Multipart parts = (Multipart) content;
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType(type)) {
                return String.valueOf(part.getContent());
            }
            if (part.isMimeType("multipart/*")) {
                return part(part.getContent(), type);
            }
        }
        throw new AssertionError("No part " + type);
    }

    @Test
    void sendsPlainTextAndHtmlWithTheLink() throws Exception {
        channel().deliver(parcel(Locale.ENGLISH, false, told("Leave of Chen waits for you", "3 days <b>&")));
        assertThat(postbox.mails.getFirst().recipients())
                .singleElement()
                .asString()
                .contains("<sam@example.com>");
        MimeMessage mail = only();
        assertThat(mail.getSubject()).isEqualTo("Leave of Chen waits for you");
        assertThat(mail.getFrom()[0]).hasToString("Millwright <mill@example.com>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getMessageID()).isEqualTo("<" + ID + "@example.com>");
        assertThat(part(mail.getContent(), "text/plain"))
                .contains("Leave of Chen waits for you", "3 days <b>&", "https://mill.example.com/task/7?a=1&b=2")
                .contains("https://mill.example.com/notifications");
        assertThat(part(mail.getContent(), "text/html"))
                .contains("3 days &lt;b&gt;&amp;", "href=\"https://mill.example.com/task/7?a=1&amp;b=2\"", "Open")
                .doesNotContain("<b>&");
    }

    @Test
    void writesChinese() throws Exception {
        channel().deliver(parcel(Locale.SIMPLIFIED_CHINESE, true, told("请假待审批"), told("采购待审批")));
        MimeMessage mail = only();
        assertThat(mail.getSubject()).isEqualTo("Millwright 的 2 条通知");
        assertThat(part(mail.getContent(), "text/plain")).contains("• 请假待审批", "• 采购待审批");
        assertThat(part(mail.getContent(), "text/html")).contains("lang=\"zh-CN\"", "打开");
    }

    @Test
    void letsNothingTypedBecomeAHeader() throws Exception {
        String typed = "Order\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script>\u2028X-Evil: 1";
        channel().deliver(parcel(Locale.ENGLISH, false, told(typed, "a\r\nBcc: b@example.com")));
        MimeMessage mail = only();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("X-Evil")).isNull();
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("Order Bcc: all@example.com <script>alert(1)</script> X-Evil: 1");
        assertThat(part(mail.getContent(), "text/html")).doesNotContain("<script>");
    }

    @Test
    void shortensLongSubjectsWithoutBreakingCharacters() {
        assertThat(MailChannel.inOneLine("😀".repeat(200))).isEqualTo("😀".repeat(149) + "…");
    }

    @Test
    void writesInTheSubjectWhatWasTypedAndNothingThatItMightStandFor() throws Exception {
        String typed = "=?utf-8?B?QmNjOiB4QHkueiB3YXMgYWNjZXB0ZWQ=?= 采购 \u202Etxt.exe\u202C " + "很长的标题".repeat(12);
        channel().deliver(parcel(Locale.ENGLISH, false, told(typed)));
        assertThat(only().getSubject())
                .isEqualTo("=?utf-8?B?QmNjOiB4QHkueiB3YXMgYWNjZXB0ZWQ=?= 采购 txt.exe " + "很长的标题".repeat(12));
        assertThat(only().getHeader("Subject", null).lines()).allMatch(line -> line.length() <= 76);
    }

    @Test
    void namesTheNewestOfAVeryLongDayAndHowManyThereAreBesides() throws Exception {
        Told[] day = IntStream.range(0, 2_000)
                .mapToObj(i -> told("Notice " + i + "."))
                .toArray(Told[]::new);
        channel().deliver(parcel(Locale.ENGLISH, true, day));
        MimeMessage mail = only();
        assertThat(mail.getSubject()).isEqualTo("2,000 notifications from Millwright");
        for (String type : List.of("text/plain", "text/html")) {
            assertThat(part(mail.getContent(), type))
                    .contains(
                            "Notice 1999.", "Notice 1900.", "1,900 earlier notifications", "https://mill.example.com/")
                    .doesNotContain("Notice 1899.")
                    .hasSizeLessThan(100_000);
        }
    }

    @Test
    void goesToOneAddressOnly() {
        for (String address :
                List.of("a@example.com, b@example.com", "a@example.com\r\nBcc: b@example.com", "no address")) {
            Parcel parcel = new Parcel(sam(address), Locale.ENGLISH, false, List.of(told("x")));
            assertThatExceptionOfType(UndeliverableException.class)
                    .as(address)
                    .isThrownBy(() -> channel().deliver(parcel))
                    .matches(UndeliverableException::isLasting);
        }
        assertThatExceptionOfType(UndeliverableException.class)
                .isThrownBy(() -> channel().deliver(new Parcel(sam(null), Locale.ENGLISH, false, List.of(told("x")))))
                .matches(UndeliverableException::isLasting)
                .withMessageContaining("no mail address");
        assertThat(postbox.mails).isEmpty();
    }

    @Test
    void isTriedAgainWhenTheServerRefusesOrIsAway() {
        postbox.refusing = true;
        assertThatExceptionOfType(UndeliverableException.class)
                .isThrownBy(() -> channel().deliver(parcel(Locale.ENGLISH, false, told("x"))))
                .matches(refusal -> !refusal.isLasting() && !refusal.isClosing());
        MailChannel away = channel();
        postbox.close();
        assertThatExceptionOfType(UndeliverableException.class)
                .isThrownBy(() -> away.deliver(parcel(Locale.ENGLISH, false, told("x"))))
                .matches(refusal -> !refusal.isLasting() && refusal.isClosing());
    }

    @Test
    void sendsNothingUnlessAllIsSet() {
        assertThat(channel().isReady()).isTrue();
        assertThat(channel("", "mill@example.com", "https://mill.example.com").isReady())
                .isFalse();
        assertThat(channel("localhost", "", "https://mill.example.com").isReady())
                .isFalse();
        assertThat(channel("localhost", "mill@example.com", " ").isReady()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> channel("localhost", "a@example.com, b@example.com", "https://mill.example.com"))
                .withMessageContaining("millwright.mail.from");
    }
}
