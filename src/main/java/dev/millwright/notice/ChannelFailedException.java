package dev.millwright.notice;

import dev.millwright.shared.DomainException;

/** What was to be tried by a channel did not get through. */
public final class ChannelFailedException extends DomainException {

    public ChannelFailedException(String reason) {
        super("notice.error.channel", reason);
    }
}
