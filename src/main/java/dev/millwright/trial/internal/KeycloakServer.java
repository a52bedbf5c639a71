package dev.millwright.trial.internal;

import dev.millwright.trial.TrialException;
import dev.millwright.trial.TrialOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real Keycloak, with its data in a database of our PostgreSQL, so that both survive a crash alike. */
public final class KeycloakServer implements Server {

    public static final String DATABASE = "keycloak";

    private static final String THEME = "themes/millwright/login/";
    private static final List<String> THEME_FILES = List.of(
            "theme.properties",
            "messages/messages_en.properties",
            "messages/messages_zh_CN.properties",
            "resources/css/millwright.css",
            "resources/img/logo.svg");

    private final DataFolder folder;
    private final TrialOptions options;
    private final PostgresServer postgres;
    private final KeycloakRealm realm;
    private final Path home;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    public KeycloakServer(DataFolder folder, TrialOptions options, PostgresServer postgres) {
        this.folder = folder;
        this.options = options;
        this.postgres = postgres;
        this.realm = new KeycloakRealm(folder, options);
        this.home = home(options.tools());
    }

    private static Path home(Path tools) {
        try (var entries = Files.list(tools)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve("bin/kc.sh")))
                    .filter(entry -> !entry.getFileName().toString().endsWith(".part"))
                    .max(Path::compareTo)
                    .orElseThrow(() -> new TrialException(
                            "Keycloak is not unpacked below " + tools + ": start with ./millwright run."));
        } catch (IOException e) {
            throw new TrialException("Keycloak is not unpacked below " + tools + ": start with ./millwright run.", e);
        }
    }

    @Override
    public String name() {
        return "Keycloak";
    }

    /** Whether {@link #prepare()} has work to do that takes a while. */
    public boolean isPrepared() {
        return Files.exists(marker());
    }

    /** Builds Keycloak for PostgreSQL, once, and lays our login theme beside its own. */
    public void prepare() throws InterruptedException {
        try {
            for (String file : THEME_FILES) {
                copy("theme/login/" + file, THEME + file);
            }
            copy("quarkus.properties", "conf/quarkus.properties");
            if (!isPrepared()) {
                Spawn.run(
                        List.of(home.resolve("bin/kc.sh").toString(), "build", "--db=postgres"),
                        environment(),
                        folder.log("keycloak"));
                Files.createFile(marker());
            }
        } catch (IOException e) {
            throw new TrialException("Keycloak cannot be prepared below " + home + ": " + e.getMessage(), e);
        }
    }

    private void copy(String resource, String file) throws IOException {
        Path target = home.resolve(file);
        Files.createDirectories(target.getParent());
        try (var source = KeycloakServer.class.getResourceAsStream("/trial/" + resource)) {
            if (source == null) {
                throw new IllegalStateException("Missing resource /trial/" + resource);
            }
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path marker() {
        return home.resolve("built-for-millwright");
    }

    @Override
    public ProcessHandle launch() throws InterruptedException {
        Running left = leftRunning();
        if (left != null) {
            if (left.settings().equals(settings())) {
                return left.process();
            }
            stop(left.process());
        }
        requireFreePort();
        ProcessHandle script = Spawn.detached(
                List.of(
                        home.resolve("bin/kc.sh").toString(),
                        "start",
                        "--optimized",
                        // With a cluster cache a restart after a crash waits half a minute for the dead member.
                        "--cache=local",
                        "--http-enabled=true",
                        "--http-host=" + options.bindAddress(),
                        "--http-port=" + options.keycloakPort(),
                        "--hostname=" + options.keycloakAddress(),
                        "--db-url=" + postgres.url(DATABASE),
                        "--db-username=" + DATABASE,
                        "--db-pool-max-size=20"),
                environment(),
                folder.log("keycloak"));
        writeDown(script);
        ProcessHandle server = javaOf(script);
        writeDown(server);
        return server;
    }

    /** The script runs Java as its child and dies without it, but Java lives on when only the script is killed. */
    private ProcessHandle javaOf(ProcessHandle script) throws InterruptedException {
        while (script.isAlive()) {
            var java = script.children()
                    .filter(child -> child.info()
                            .command()
                            .map(command -> command.endsWith("/java"))
                            .orElse(false))
                    .findFirst();
            if (java.isPresent()) {
                return java.get();
            }
            Thread.sleep(20);
        }
        throw new TrialException("Keycloak does not start; see " + folder.log("keycloak") + ".");
    }

    @Override
    public void awaitReady(ProcessHandle process, Duration patience) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(local() + "/realms/master"))
                .timeout(Duration.ofSeconds(10))
                .build();
        Instant end = Instant.now().plus(patience);
        while (true) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    break;
                }
            } catch (IOException e) {
                // Not there yet; the two checks below end the waiting.
            }
            if (!process.isAlive()) {
                throw new TrialException("Keycloak does not start; see " + folder.log("keycloak") + ".");
            }
            if (Instant.now().isAfter(end)) {
                throw new TrialException("Keycloak does not answer on port %d; see %s."
                        .formatted(options.keycloakPort(), folder.log("keycloak")));
            }
            Thread.sleep(100);
        }
        realm.provide(local());
    }

    @Override
    public void stop(ProcessHandle process) {
        Spawn.stop(process, "TERM", 20);
    }

    /** Refuses a port that something other than our own Keycloak uses. */
    public void requireFreePort() {
        if (leftRunning() == null && !Ports.isFree(options.bindAddress(), options.keycloakPort())) {
            throw new TrialException(
                    "Port %d for Keycloak is taken: stop what uses it, or give another with --keycloak-port."
                            .formatted(options.keycloakPort()));
        }
    }

    private String local() {
        return "http://127.0.0.1:" + options.keycloakPort();
    }

    private Map<String, String> environment() {
        return Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1",
                "KC_DB_PASSWORD", folder.secret(DATABASE + ".password"),
                "KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakRealm.ADMINISTRATOR,
                "KC_BOOTSTRAP_ADMIN_PASSWORD", folder.secret(KeycloakRealm.SECRET));
    }

    private String settings() {
        return "%s %s %d".formatted(options.keycloakAddress(), options.bindAddress(), postgres.port());
    }

    private void writeDown(ProcessHandle process) {
        String started = process.info().startInstant().map(Instant::toString).orElse("");
        try {
            Files.writeString(pidFile(), "%d%n%s%n%s%n".formatted(process.pid(), started, settings()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Keycloak that an earlier, killed trial on this folder left behind. */
    private @Nullable Running leftRunning() {
        try {
            List<String> lines = Files.readAllLines(pidFile());
            return ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> handle.info()
                            .startInstant()
                            .map(Instant::toString)
                            .orElse("")
                            .equals(lines.get(1)))
                    .map(handle -> new Running(handle, lines.get(2)))
                    .orElse(null);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private Path pidFile() {
        return folder.path().resolve("keycloak.pid");
    }

    private record Running(ProcessHandle process, String settings) {}
}
