package dev.millwright.testing;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the one {@link RunningTrial} when a test first asks for it and closes it after the last. */
final class RunningTrialExtension implements ParameterResolver, AfterEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RunningTrialExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningTrial.class;
    }

    @Override
    public RunningTrial resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(RunningTrial.class, key -> RunningTrial.start(), RunningTrial.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        RunningTrial trial = context.getRoot().getStore(NAMESPACE).get(RunningTrial.class, RunningTrial.class);
        if (trial != null) {
            trial.closePages(
                    context.getRequiredTestClass().getSimpleName() + "."
                            + context.getRequiredTestMethod().getName(),
                    context.getExecutionException().isPresent());
        }
    }
}
