package dev.millwright.notice.internal;

import dev.millwright.notice.spi.Channel;
import dev.millwright.notice.spi.NoticeKind;
import dev.millwright.notice.spi.Pace;
import dev.millwright.notice.spi.Parcel;
import dev.millwright.notice.spi.Told;
import dev.millwright.notice.spi.UndeliverableException;
import dev.millwright.shared.Label;
import dev.millwright.shared.Texts;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Notices by mail over SMTP: a mail for each, or one in the morning for all of a day. Nothing is ever sent unless server, sender and
 * the address of the product are set.
 */
@Component
class MailChannel implements Channel {

    private static final int LONGEST_SUBJECT = 150;

    /** More are no summary; the bell has them all. */
    static final int MOST_IN_SUMMARY = 100;

    private final ObjectProvider<JavaMailSender> sender;
    private final Texts texts;
    private final String server;
    private final String from;
    private final String address;

    MailChannel(
            ObjectProvider<JavaMailSender> sender,
            Texts texts,
            @Value("${spring.mail.host:}") String server,
            @Value("${millwright.mail.from:}") String from,
            @Value("${millwright.address:}") String address) {
        this.sender = sender;
        this.texts = texts;
        this.server = server.strip();
        this.from = from.strip();
        String bare = address.strip();
        while (bare.endsWith("/")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        this.address = bare;
        if (!this.from.isEmpty()) {
            try {
                new InternetAddress(this.from, true);
            } catch (AddressException e) {
                throw new IllegalArgumentException("millwright.mail.from is no mail address: " + this.from, e);
            }
        }
    }

    @Override
    public String key() {
        return NoticeKind.MAIL;
    }

    @Override
    public Label label() {
        return Label.of("Mail", "邮件");
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public boolean isReady() {
        return !server.isEmpty() && !from.isEmpty() && !address.isEmpty() && sender.getIfAvailable() != null;
    }

    @Override
    public Label setUp() {
        return Label.of(
                "To send mail, set spring.mail.host, millwright.mail.from and millwright.address, and start anew.",
                "要发送邮件，请设置 spring.mail.host、millwright.mail.from 和 millwright.address，然后重新启动。");
    }

    @Override
    public List<Pace> paces() {
        return List.of(Pace.AT_ONCE, Pace.DAILY);
    }

    @Override
    public void deliver(Parcel parcel) throws UndeliverableException {
        String to = parcel.recipient().email();
        if (to == null || to.isBlank()) {
            throw UndeliverableException.forGood(parcel.recipient().name() + " has no mail address in Keycloak");
        }
        try {
            JavaMailSender smtp = sender.getObject();
            smtp.send(message(smtp.createMimeMessage(), parcel, new InternetAddress(to, true)));
        } catch (AddressException e) {
            throw UndeliverableException.forGood("Not a mail address: " + to);
        } catch (MailException | MessagingException e) {
            String reason = String.valueOf(e.getMessage());
            throw isServerAway(e) ? UndeliverableException.closed(reason, e) : UndeliverableException.forNow(reason, e);
        }
    }

    /** Whether the server did not get as far as looking at the mail. */
    private static boolean isServerAway(Exception failure) {
        return switch (failure) {
            case MailAuthenticationException _ -> true;
            // What fails for one mail only is no cause of its own.
            case MailSendException sending when sending.getCause() != null -> true;
            case MailSendException sending ->
                Stream.of(sending.getMessageExceptions()).anyMatch(MailChannel::isCutOff);
            default -> isCutOff(failure);
        };
    }

    private static boolean isCutOff(Throwable failure) {
        return causes(failure).anyMatch(IOException.class::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private MimeMessage message(MimeMessage message, Parcel parcel, InternetAddress to) throws MessagingException {
        MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
        InternetAddress sentFrom = new InternetAddress(from, true);
        helper.setFrom(sentFrom);
        helper.setTo(to);
        message.setHeader("Subject", Subjects.encoded(subject(parcel)));
        helper.setText(plain(parcel), html(parcel));
        message.setHeader("Auto-Submitted", "auto-generated");
        String domain = sentFrom.getAddress().substring(sentFrom.getAddress().indexOf('@') + 1);
        // A second attempt, after a server died between sending and saying so, is known as the same mail.
        message.setHeader(
                "Message-ID", "<%s@%s>".formatted(parcel.notices().getFirst().id(), domain));
        return message;
    }

    private String subject(Parcel parcel) {
        String subject = parcel.summary()
                ? texts.text(
                        parcel.language(),
                        "notice.mail.summary",
                        parcel.notices().size())
                : parcel.notices().getFirst().text();
        return inOneLine(subject);
    }

    /** A line break in a header would begin another header, and what turns the direction of writing would let it say something else. */
    static String inOneLine(String text) {
        String line = text.replaceAll("[\u202a-\u202e\u2066-\u2069]", "")
                .replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
        return line.codePointCount(0, line.length()) <= LONGEST_SUBJECT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT - 1)) + "…";
    }

    /** The newest, where there are too many. */
    private static List<Told> shown(Parcel parcel) {
        return parcel.notices().subList(rest(parcel), parcel.notices().size());
    }

    private static int rest(Parcel parcel) {
        return Math.max(0, parcel.notices().size() - MOST_IN_SUMMARY);
    }

    private String plain(Parcel parcel) {
        StringBuilder text = new StringBuilder();
        for (Told told : shown(parcel)) {
            text.append(parcel.summary() ? "• " : "").append(told.text()).append('\n');
            told.details().forEach(detail -> text.append(detail).append('\n'));
            text.append(link(told.link())).append("\n\n");
        }
        if (rest(parcel) > 0) {
            text.append(texts.text(parcel.language(), "notice.mail.rest", rest(parcel)))
                    .append('\n')
                    .append(link(""))
                    .append("\n\n");
        }
        return text.append("-- \n")
                .append(texts.text(parcel.language(), "notice.mail.choose"))
                .append('\n')
                .append(link("notifications"))
                .append('\n')
                .toString();
    }

    private String html(Parcel parcel) {
        Locale language = parcel.language();
        StringBuilder html = new StringBuilder("<!doctype html><html lang=\"")
                .append(language.toLanguageTag())
                .append("\"><body style=\"margin:0;padding:24px;background:#f5f6f4;color:#1f2927;"
                        + "font-family:system-ui,'PingFang SC','Microsoft YaHei',sans-serif;font-size:15px\">");
        for (Told told : shown(parcel)) {
            html.append("<div style=\"max-width:560px;margin:0 0 12px;padding:16px 20px;background:#ffffff;"
                    + "border:1px solid #dfe3e0;border-radius:8px\">");
            paragraph(html, "margin:0 0 8px;font-weight:600", told.text());
            told.details().forEach(detail -> paragraph(html, "margin:0 0 8px;white-space:pre-line", detail));
            html.append("<p style=\"margin:12px 0 0\">");
            anchor(html, link(told.link()), texts.text(language, "notice.mail.open"));
            html.append("</p></div>");
        }
        if (rest(parcel) > 0) {
            html.append("<p style=\"max-width:560px\">");
            anchor(html, link(""), texts.text(language, "notice.mail.rest", rest(parcel)));
            html.append("</p>");
        }
        html.append("<p style=\"max-width:560px;color:#566260;font-size:13px\">");
        html.append(escaped(texts.text(language, "notice.mail.choose"))).append(' ');
        anchor(html, link("notifications"), texts.text(language, "notice.title"));
        return html.append("</p></body></html>").toString();
    }

    private static void paragraph(StringBuilder html, String style, String text) {
        html.append("<p style=\"")
                .append(style)
                .append("\">")
                .append(escaped(text))
                .append("</p>");
    }

    private static void anchor(StringBuilder html, String href, String text) {
        html.append("<a style=\"color:#0f5f55\" href=\"")
                .append(escaped(href))
                .append("\">")
                .append(escaped(text))
                .append("</a>");
    }

    private static @Nullable String escaped(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    private String link(String own) {
        return address + "/" + own;
    }
}
