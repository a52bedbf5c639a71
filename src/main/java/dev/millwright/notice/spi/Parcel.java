package dev.millwright.notice.spi;

import dev.millwright.identity.Person;
import java.util.List;
import java.util.Locale;

/**
 * What a channel carries to one person at a time.
 *
 * @param language of the person, one of the product's
 * @param summary whether this is what came together during a day
 * @param notices at least one, the oldest first
 */
public record Parcel(Person recipient, Locale language, boolean summary, List<Told> notices) {

    public Parcel {
        notices = List.copyOf(notices);
    }
}
