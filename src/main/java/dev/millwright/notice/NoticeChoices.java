package dev.millwright.notice;

import dev.millwright.notice.spi.Channel;
import dev.millwright.notice.spi.NoticeKind;
import dev.millwright.notice.spi.Pace;
import java.util.List;
import java.util.Locale;

/** What the person who acts wants to hear, and by which channel. */
public interface NoticeChoices {

    /** How a channel does; for administrators. */
    record Health(long waiting, long failed, String lastError) {}

    /** All kinds, in the order in which they are shown. */
    List<NoticeKind> kinds();

    /** All channels that lead outside, ready or not. */
    List<Channel> channels();

    /** How soon the kind comes by the channel, which may be the bell. */
    Pace pace(NoticeKind kind, String channel);

    void choose(NoticeKind kind, String channel, Pace pace);

    /** Remembers in which language the person sees the product. */
    void sees(Locale language);

    /**
     * How a channel does.
     *
     * @throws dev.millwright.shared.NotAllowedException unless an administrator asks
     */
    Health health(Channel channel);

    /**
     * Sends the person something to try the channel, at once. Waits for the channel, half a minute at most.
     *
     * @throws dev.millwright.shared.NotAllowedException unless an administrator asks
     * @throws ChannelFailedException when it does not get through
     */
    void tryOut(Channel channel, Locale language);
}
