package dev.millwright.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

class BearerTokensTests {

    private final BearerTokens tokens = new BearerTokens();

    @ParameterizedTest
    @ValueSource(strings = {"abc", "aZ09-._~+/x", "eyJh.eyJz.c2ln", "padded=="})
    void takesTheTokenOfTheHeader(String token) {
        assertThat(tokens.resolve(with("Bearer " + token))).isEqualTo(token);
        assertThat(tokens.resolve(with("bearer " + token))).isEqualTo(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic ZGFuYTpkYW5h", "Digest x", ""})
    void leavesOtherSchemesAlone(String header) {
        assertThat(tokens.resolve(with(header))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer  abc",
                "Bearer a b",
                "Bearer a=b",
                "Bearer ==",
                "Bearer a,b",
                "Bearer ä",
                "Bearerabc"
            })
    void refusesWhatIsNoToken(String header) {
        assertThatThrownBy(() -> tokens.resolve(with(header))).isInstanceOf(OAuth2AuthenticationException.class);
    }

    @Test
    void takesNoTokenFromTheAddressOrTheBody() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/apps");
        request.setParameter("access_token", "abc");
        assertThat(tokens.resolve(request)).isNull();
    }

    private static MockHttpServletRequest with(String header) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Authorization", header);
        return request;
    }
}
