package dev.millwright.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ForeignPostFilterTests {

    @Test
    void refusesWhatOtherSitesSend() throws Exception {
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE"}) {
            assertThat(passes(method, "cross-site", "no-cors")).as(method).isFalse();
        }
        assertThat(passes("GET", "cross-site", "websocket")).isFalse();
    }

    @Test
    void letsLinksOwnPagesAndOtherServersIn() throws Exception {
        assertThat(passes("GET", "cross-site", "navigate")).isTrue();
        assertThat(passes("POST", "same-origin", "cors")).isTrue();
        assertThat(passes("GET", "same-origin", "websocket")).isTrue();
        assertThat(passes("POST", null, null)).isTrue();
    }

    private static boolean passes(String method, @Nullable String site, @Nullable String mode) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/");
        if (site != null && mode != null) {
            request.addHeader("Sec-Fetch-Site", site);
            request.addHeader("Sec-Fetch-Mode", mode);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        MockFilterChain chain = new MockFilterChain();
        new ForeignPostFilter().doFilter(request, response, chain);
        assertThat(response.getStatus()).isEqualTo(chain.getRequest() == null ? 403 : 200);
        return chain.getRequest() != null;
    }
}
