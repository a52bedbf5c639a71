package dev.millwright.notice.internal;

import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.notice.internal.DeliveryTable.Claim;
import dev.millwright.notice.internal.NoticeTable.Row;
import dev.millwright.notice.spi.Channel;
import dev.millwright.notice.spi.Parcel;
import dev.millwright.notice.spi.Told;
import dev.millwright.notice.spi.UndeliverableException;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Texts;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Hands what waits in the table to the channels, one parcel after the other on each node, until they have it. A node takes a parcel
 * upon itself for some minutes; if it dies meanwhile, another one carries it.
 */
@Component
class Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final long BETWEEN_LOOKS_SECONDS = 15;

    /** Much longer than a parcel may take: nobody else carries one that is on its way. */
    static final Duration MINE = Handover.MOST.multipliedBy(10);

    /** So long a channel is left alone that carries nothing at the moment. */
    static final Duration CLOSED = Duration.ofMinutes(1);

    /** The pause after the first failure, the second and so on; after the last one it is given up. */
    static final List<Duration> PAUSES = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofHours(16),
            Duration.ofHours(24));

    private final DeliveryTable table;
    private final NoticeTable notices;
    private final FoundChannels channels;
    private final Handover handover;
    private final WishTable wishes;
    private final People people;
    private final Texts texts;
    private final BusinessTime time;
    private final LocalTime summaryAt;
    private final Map<String, Instant> closedUntil = new ConcurrentHashMap<>();
    private final ScheduledExecutorService carrier = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("notice-deliveries").factory());

    Deliveries(
            DeliveryTable table,
            NoticeTable notices,
            FoundChannels channels,
            Handover handover,
            WishTable wishes,
            People people,
            Texts texts,
            BusinessTime time,
            @Value("${millwright.notice.summary-at:08:00}") String summaryAt) {
        this.table = table;
        this.notices = notices;
        this.channels = channels;
        this.handover = handover;
        this.wishes = wishes;
        this.people = people;
        this.texts = texts;
        this.time = time;
        this.summaryAt = LocalTime.parse(summaryAt);
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        carrier.scheduleWithFixedDelay(
                this::tryToDeliver, BETWEEN_LOOKS_SECONDS, BETWEEN_LOOKS_SECONDS, TimeUnit.SECONDS);
    }

    /** Something is due now. */
    void wake() {
        try {
            carrier.execute(this::tryToDeliver);
        } catch (RejectedExecutionException e) {
            LOG.debug("Left to other nodes, or to the next start", e);
        }
    }

    /** When the summary goes out that has room for what is told now. */
    Instant nextSummary(Instant now) {
        ZonedDateTime today = now.atZone(time.zone());
        ZonedDateTime next = today.with(summaryAt);
        return (next.isAfter(today) ? next : today.plusDays(1).with(summaryAt)).toInstant();
    }

    private void tryToDeliver() {
        try {
            deliver();
        } catch (RuntimeException e) {
            LOG.warn("Notices are not delivered at this moment: {}", e.getMessage());
        }
    }

    /** Carries everything that is due; how many parcels it were. */
    int deliver() {
        int carried = 0;
        while (!Thread.currentThread().isInterrupted()) {
            Instant now = time.now();
            List<String> ready = channels.ready().stream()
                    .map(Channel::key)
                    .filter(channel -> isOpen(channel, now))
                    .toList();
            if (ready.isEmpty()) {
                return carried;
            }
            Optional<Claim> claim = table.claim(ready, now, now.plus(MINE));
            if (claim.isEmpty()) {
                return carried;
            }
            carry(claim.get(), now);
            carried++;
        }
        return carried;
    }

    private boolean isOpen(String channel, Instant now) {
        Instant again = closedUntil.get(channel);
        return again == null || !again.isAfter(now);
    }

    private void carry(Claim first, Instant now) {
        Channel channel = channels.find(first.channel()).orElseThrow();
        List<UUID> ids = new ArrayList<>(List.of(first.notice()));
        if (first.summary()) {
            table.claimRest(first, now, now.plus(MINE)).forEach(claim -> ids.add(claim.notice()));
        }
        try {
            List<Row> rows = notices.all(ids).stream()
                    // Who has read it at the bell since need not hear of it in the morning.
                    .filter(row -> row.unread() || !first.summary())
                    .toList();
            if (!rows.isEmpty()) {
                handover.hand(channel, parcel(first, rows));
                closedUntil.remove(first.channel());
            }
            table.sent(ids, first.channel());
        } catch (UndeliverableException e) {
            if (e.isClosing()) {
                closedUntil.put(first.channel(), time.now().plus(CLOSED));
            }
            notDelivered(first, ids, e.isLasting(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("The channel {} broke", first.channel(), e);
            notDelivered(first, ids, false, e.toString());
        }
    }

    private void notDelivered(Claim claim, List<UUID> ids, boolean lasting, String reason) {
        if (lasting || claim.attempts() > PAUSES.size()) {
            LOG.warn("Given up by {}: notice {} to {}: {}", claim.channel(), ids, claim.person(), reason);
            table.failed(ids, claim.channel(), reason);
        } else {
            Duration pause = PAUSES.get(claim.attempts() - 1);
            LOG.warn("Not delivered by {}, again in {}: {}", claim.channel(), pause, reason);
            table.tryAgain(ids, claim.channel(), time.now().plus(pause), reason);
        }
    }

    private Parcel parcel(Claim claim, List<Row> rows) throws UndeliverableException {
        Person recipient = people.find(claim.person())
                .orElseThrow(() -> UndeliverableException.forNow(
                        "Keycloak does not know, or not say, who " + claim.person() + " is", null));
        Locale language = wishes.language(recipient);
        return new Parcel(
                recipient,
                language,
                claim.summary(),
                rows.stream().map(row -> told(row, language)).toList());
    }

    private Told told(Row row, Locale language) {
        return new Told(
                row.id(),
                texts.text(language, row.text()),
                row.details().stream()
                        .map(detail -> texts.text(language, detail))
                        .toList(),
                row.link(),
                row.urgent(),
                row.at());
    }

    @PreDestroy
    void end() {
        carrier.shutdownNow();
    }
}
