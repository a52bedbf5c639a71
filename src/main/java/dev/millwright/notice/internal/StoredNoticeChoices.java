package dev.millwright.notice.internal;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Role;
import dev.millwright.notice.ChannelFailedException;
import dev.millwright.notice.NoticeChoices;
import dev.millwright.notice.spi.Channel;
import dev.millwright.notice.spi.NoticeKind;
import dev.millwright.notice.spi.Pace;
import dev.millwright.notice.spi.Parcel;
import dev.millwright.notice.spi.Told;
import dev.millwright.notice.spi.UndeliverableException;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.Texts;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Reads and writes the wishes of the person who acts. */
@Service
class StoredNoticeChoices implements NoticeChoices {

    private static final Logger LOG = LoggerFactory.getLogger(StoredNoticeChoices.class);
    private static final List<Pace> BELL_PACES = List.of(Pace.AT_ONCE);

    private final WishTable wishes;
    private final DeclaredKinds kinds;
    private final FoundChannels channels;
    private final Handover handover;
    private final DeliveryTable deliveries;
    private final CurrentPerson currentPerson;
    private final Texts texts;
    private final BusinessTime time;

    StoredNoticeChoices(
            WishTable wishes,
            DeclaredKinds kinds,
            FoundChannels channels,
            Handover handover,
            DeliveryTable deliveries,
            CurrentPerson currentPerson,
            Texts texts,
            BusinessTime time) {
        this.wishes = wishes;
        this.kinds = kinds;
        this.channels = channels;
        this.handover = handover;
        this.deliveries = deliveries;
        this.currentPerson = currentPerson;
        this.texts = texts;
        this.time = time;
    }

    @Override
    public List<NoticeKind> kinds() {
        return kinds.all().toList();
    }

    @Override
    public List<Channel> channels() {
        return channels.all();
    }

    @Override
    public Pace pace(NoticeKind kind, String channel) {
        String person = currentPerson.get().id();
        return wishes.of(List.of(person)).getOrDefault(person, Wishes.NONE).pace(kind, channel, paces(channel));
    }

    @Override
    public void choose(NoticeKind kind, String channel, Pace pace) {
        if (pace != Pace.OFF && !paces(channel).contains(pace)) {
            throw new IllegalArgumentException(channel + " cannot carry " + pace);
        }
        wishes.choose(currentPerson.get().id(), kinds.get(kind.key()).key(), channel, pace);
    }

    private List<Pace> paces(String channel) {
        return channel.equals(NoticeKind.BELL)
                ? BELL_PACES
                : channels.find(channel)
                        .orElseThrow(() -> new IllegalArgumentException("No such channel: " + channel))
                        .paces();
    }

    @Override
    public void sees(Locale language) {
        wishes.sees(currentPerson.get().id(), language);
    }

    @Override
    public Health health(Channel channel) {
        requireAdministrator();
        DeliveryTable.State state = deliveries.state(channel.key());
        return new Health(state.waiting(), state.failed(), state.lastError().orElse(""));
    }

    @Override
    public void tryOut(Channel channel, Locale language) {
        requireAdministrator();
        Told told = new Told(
                Ids.next(), texts.text(language, "notice.try.text"), List.of(), "notifications", false, time.now());
        try {
            handover.hand(channel, new Parcel(currentPerson.get(), language, false, List.of(told)));
        } catch (UndeliverableException e) {
            throw new ChannelFailedException(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("The channel {} broke", channel.key(), e);
            throw new ChannelFailedException(e.toString());
        }
    }

    private void requireAdministrator() {
        if (!currentPerson.get().has(Role.ADMINISTRATOR)) {
            throw new NotAllowedException("notice.error.administratorsOnly");
        }
    }
}
