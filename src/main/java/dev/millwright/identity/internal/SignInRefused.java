package dev.millwright.identity.internal;

import dev.millwright.shared.AuditableEvent;
import dev.millwright.shared.Phrase;
import java.util.List;

/**
 * Somebody who is not known did not get in.
 *
 * @param subject what the refusal was about: an error code of the sign-in, or the address of a call
 */
record SignInRefused(String action, String subject, List<Object> arguments, List<Phrase> details)
        implements AuditableEvent {

    static SignInRefused withBrowser(String reason) {
        return new SignInRefused("identity.signInRefused", reason, List.of(), List.of());
    }

    /**
     * @param reason what is wrong with the token, in words
     * @param unwritten how many calls were refused before of which there is no entry
     */
    static SignInRefused withToken(String path, Phrase reason, long unwritten) {
        return new SignInRefused(
                "identity.tokenRefused",
                path,
                List.of(reason),
                unwritten == 0 ? List.of() : List.of(Phrase.of("identity.audit.unwritten", unwritten)));
    }

    @Override
    public Kind kind() {
        return Kind.SIGN_IN;
    }
}
