package dev.millwright.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.test.context.support.WithSecurityContext;
import org.springframework.security.test.context.support.WithSecurityContextFactory;

/** Runs a test as one of the {@link TestPeople}, by user name. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@WithSecurityContext(factory = WithPerson.Factory.class)
public @interface WithPerson {

    String value();

    /** Makes the security context for the annotation. */
    final class Factory implements WithSecurityContextFactory<WithPerson> {

        @Override
        public SecurityContext createSecurityContext(WithPerson person) {
            return TestPeople.context(TestPeople.named(person.value()));
        }
    }
}
