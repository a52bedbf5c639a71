package dev.millwright.notice;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What the person who acts was told and may still want to see. */
public interface NoticeBoard {

    /**
     * Notices of one origin, shown as the newest of them.
     *
     * @param earlier how many older ones it stands for besides itself
     * @param link address without leading slash
     */
    record Item(
            UUID id,
            String text,
            List<String> details,
            String link,
            boolean urgent,
            Instant at,
            boolean unread,
            int earlier) {

        public Item {
            details = List.copyOf(details);
        }
    }

    /** Of how many things there is something unread; no more than {@link #MOST_COUNTED}. */
    int unread();

    int MOST_COUNTED = 100;

    /** The newest, one for each origin. */
    List<Item> newest(int limit, Locale language);

    /** Marks it and all of the same origin as read. */
    void read(UUID id);

    void readAll();

    /**
     * Runs it, on a thread of its own, whenever something may have changed for the person.
     *
     * @return what ends that
     */
    Runnable listen(Runnable ring);
}
