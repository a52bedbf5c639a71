package dev.millwright.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test in a real browser against the packaged application, PostgreSQL and Keycloak. Test methods and constructors may
 * take a {@link RunningTrial}; there is one for all tests of a run. Runs with {@code ./millwright test e2e}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("e2e")
@ExtendWith(RunningTrialExtension.class)
public @interface EndToEndTest {}
