package dev.millwright.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives each Spring context a database of its own and an address where no Keycloak answers. */
public final class FreshDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Database database = Database.create();
        TestPropertyValues.of(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.user(),
                        "spring.datasource.password=",
                        // Contexts are kept for later tests: what they do not use meanwhile others need.
                        "spring.datasource.hikari.minimum-idle=0",
                        "spring.datasource.hikari.idle-timeout=10000",
                        "millwright.issuer-uri=http://localhost:1/realms/millwright",
                        "millwright.client-id=millwright",
                        "millwright.client-secret=secret",
                        "millwright.audience=millwright-api")
                .applyTo(context);
    }
}
