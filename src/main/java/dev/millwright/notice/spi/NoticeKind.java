package dev.millwright.notice.spi;

import dev.millwright.shared.Label;
import java.util.Set;

/**
 * A kind of thing that people are told, and that each may choose to hear or not.
 *
 * @param key stable, such as {@code flow.taskArrived}
 * @param group what it belongs to on the page where people choose
 * @param label what happens, such as “A task arrives for you”
 * @param order place on that page, smaller first
 * @param defaults keys of the channels that carry it unless a person chose otherwise; each at its first pace
 */
public record NoticeKind(String key, Label group, Label label, int order, Set<String> defaults) {

    /** The channels that ship with the product. */
    public static final String BELL = "bell";

    public static final String MAIL = "mail";

    public NoticeKind {
        defaults = Set.copyOf(defaults);
    }

    /** Shown at the bell only, unless a person wants more. */
    public static NoticeKind byBell(String key, Label group, Label label, int order) {
        return new NoticeKind(key, group, label, order, Set.of(BELL));
    }

    /** Shown at the bell and sent by mail, unless a person wants less. */
    public static NoticeKind byBellAndMail(String key, Label group, Label label, int order) {
        return new NoticeKind(key, group, label, order, Set.of(BELL, MAIL));
    }
}
