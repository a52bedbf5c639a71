package dev.millwright.trial;

import static java.util.Objects.requireNonNull;

import dev.millwright.Application;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/** What {@code ./millwright run} starts: the two servers and, beside them, the application. */
public final class TrialApplication {

    private static final PrintStream OUT = System.out;

    private TrialApplication() {}

    public static void main(String[] arguments) throws InterruptedException {
        Instant begin = Instant.now();
        try {
            run(TrialOptions.parse(arguments), begin);
        } catch (TrialException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(TrialOptions options, Instant begin) throws InterruptedException {
        var servers = new TrialServers(options, OUT::println);
        var context = new AtomicReference<@Nullable ConfigurableApplicationContext>();
        // One hook of our own instead of Spring's: hooks run side by side, and the database has to outlive the last
        // write.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(context.get(), servers), "trial-stop"));
        servers.start();
        OUT.println("Starting the application ...");
        Path log = options.data().toAbsolutePath().normalize().resolve("logs/application.log");
        try {
            context.set(application(servers, log));
        } catch (RuntimeException e) {
            throw new TrialException(explain(e, options, log), e);
        }
        try {
            servers.signIn().get();
        } catch (ExecutionException e) {
            throw new TrialException(String.valueOf(requireNonNull(e.getCause()).getMessage()), e);
        }
        OUT.printf(
                """

                Millwright is ready after %d seconds:  %s

                  sign in as   password   who
                  admin        admin      Ada Lane, administrator
                  dana         dana       Dana Lin, designer
                  sam          sam        Sam Chen, staff
                  mia          mia        Mia Wang, manager

                People and departments: %s/admin/millwright/console (sign in as admin)
                Data and logs: %s
                Ctrl-C stops everything.
                %n""",
                Duration.between(begin, Instant.now()).toSeconds(),
                options.address(),
                options.keycloakAddress(),
                options.data().toAbsolutePath().normalize());
    }

    private static ConfigurableApplicationContext application(TrialServers servers, Path log) {
        var application = new SpringApplication(Application.class);
        application.setRegisterShutdownHook(false);
        var properties = new HashMap<String, String>(servers.properties());
        properties.put("millwright.sample", "true");
        properties.put("spring.main.banner-mode", "off");
        properties.put("logging.file.name", log.toString());
        properties.put("logging.threshold.console", "OFF");
        return application.run(properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
    }

    private static void stop(@Nullable ConfigurableApplicationContext context, TrialServers servers) {
        if (context != null) {
            context.close();
        }
        servers.close();
    }

    private static String explain(Throwable problem, TrialOptions options, Path log) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException) {
                return "Port %d for the application is taken: stop what uses it, or give another with --port."
                        .formatted(options.port());
            }
        }
        return Files.exists(log)
                ? "The application does not start; see " + log + "."
                : "The application does not start: " + problem;
    }
}
