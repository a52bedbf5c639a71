package dev.millwright.identity.internal;

import java.util.HashMap;
import java.util.Map;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Makes the person out of what Keycloak says at sign-in; no further call is needed, the ID token carries all of it. */
@Component
class PersonLoader implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private final OidcUserService users = new OidcUserService();

    PersonLoader() {
        users.setRetrieveUserInfo(request -> !request.getIdToken().hasClaim("realm_access"));
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser user = users.loadUser(request);
        Map<String, Object> claims = new HashMap<>(user.getClaims());
        return new OidcPerson(Claims.person(claims), user.getIdToken(), user.getUserInfo());
    }
}
