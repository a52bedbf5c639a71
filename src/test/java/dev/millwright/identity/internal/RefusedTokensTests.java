package dev.millwright.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.shared.BusinessTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

class RefusedTokensTests {

    private final List<Object> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final RefusedTokens refused = new RefusedTokens(
            new SignInAudit(new SecurityCurrentPerson(), told::add), new BusinessTime(new Moving(), ZoneOffset.UTC));

    @Test
    void oneEntryStandsForAFlood() {
        for (int i = 0; i < 1_000; i++) {
            call("10.0.0.1");
        }
        assertThat(told).hasSize(1);
        call("10.0.0.2");
        assertThat(told).hasSize(2);
        assertThat(((SignInRefused) told.get(1)).details())
                .singleElement()
                .satisfies(detail -> assertThat(detail.arguments()).containsExactly(999L));
    }

    @Test
    void aFloodFromManyAddressesIsBoundedToo() {
        for (int i = 0; i < 5_000; i++) {
            call("10.0." + i / 250 + "." + i % 250);
        }
        assertThat(told).hasSize(RefusedTokens.MOST_ADDRESSES);
        now = now.plus(RefusedTokens.WINDOW).plusSeconds(1);
        call("10.0.0.1");
        assertThat(told).hasSize(RefusedTokens.MOST_ADDRESSES + 1);
    }

    @Test
    void saysWhatWasWrongInWordsOfItsOwn() {
        assertThat(reason("An error occurred while attempting to decode the Jwt: Jwt expired at 2026-01-01"))
                .isEqualTo("identity.audit.token.expired");
        assertThat(reason("An error occurred while attempting to decode the Jwt: The iss claim is not valid"))
                .isEqualTo("identity.audit.token.issuer");
        assertThat(reason("The token has the wrong audience")).isEqualTo("identity.audit.token.audience");
        assertThat(reason("Signed JWT rejected: Invalid signature")).isEqualTo("identity.audit.token.signature");
        assertThat(reason("Malformed token eyJhbGciOi")).isEqualTo("identity.audit.token.malformed");
    }

    private void call(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/apps");
        request.setRemoteAddr(address);
        refused.tell(request, refusal("Jwt expired"));
    }

    private static String reason(String message) {
        return RefusedTokens.reason(refusal(message)).code();
    }

    private static AuthenticationException refusal(String message) {
        return new InvalidBearerTokenException(message);
    }

    private final class Moving extends Clock {

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
