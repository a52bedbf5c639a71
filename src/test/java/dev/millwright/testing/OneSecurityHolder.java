package dev.millwright.testing;

import org.springframework.core.Ordered;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Makes who is signed in the same for a test and for the context that it tests. Each context brings a holder of its own, and
 * the last one started would take the place of all others, so that a test could act as whoever an earlier one left there.
 */
final class OneSecurityHolder implements TestExecutionListener, Ordered {

    /** Before Spring Security signs the person of the test in. */
    @Override
    public int getOrder() {
        return 5_000;
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        test.getApplicationContext()
                .getBeanProvider(SecurityContextHolderStrategy.class)
                .ifAvailable(SecurityContextHolder::setContextHolderStrategy);
        SecurityContextHolder.clearContext();
    }
}
