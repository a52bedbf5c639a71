package dev.millwright.trial;

import dev.millwright.trial.internal.DataFolder;
import dev.millwright.trial.internal.KeycloakServer;
import dev.millwright.trial.internal.Ports;
import dev.millwright.trial.internal.PostgresServer;
import dev.millwright.trial.internal.Server;
import dev.millwright.trial.internal.Watch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** PostgreSQL and Keycloak of one trial, running until closed. */
public final class TrialServers implements AutoCloseable {

    private static final String DATABASE = "millwright";

    private final DataFolder folder;
    private final TrialOptions options;
    private final PostgresServer postgres;
    private final Consumer<String> progress;
    private final CompletableFuture<@Nullable Void> signIn = new CompletableFuture<>();
    private final Deque<Watch> watches = new ArrayDeque<>();
    private boolean closed;

    /** Takes the data folder; refuses one in use. */
    public TrialServers(TrialOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        this.folder = DataFolder.open(options.data());
        this.postgres = new PostgresServer(folder, options.tools(), options.databasePort());
    }

    /**
     * Starts both servers. PostgreSQL answers when this returns; Keycloak goes on coming up beside the application, see
     * {@link #signIn()}.
     */
    public void start() throws InterruptedException {
        var keycloak = new KeycloakServer(folder, options, postgres);
        keycloak.requireFreePort();
        if (!Ports.isFree(options.bindAddress(), options.port())) {
            throw new TrialException(
                    "Port %d for the application is taken: stop what uses it, or give another with --port."
                            .formatted(options.port()));
        }
        startDatabase();
        startSignIn();
    }

    /** Starts PostgreSQL alone and waits until it answers. */
    public void startDatabase() throws InterruptedException {
        progress.accept("Starting PostgreSQL ...");
        postgres.prepare();
        try {
            watch(postgres).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof TrialException told ? told : e;
        }
        postgres.provide(DATABASE);
        postgres.provide(KeycloakServer.DATABASE);
    }

    /** Starts Keycloak beside a running PostgreSQL, without waiting for it. */
    public void startSignIn() {
        var keycloak = new KeycloakServer(folder, options, postgres);
        Thread.ofPlatform().daemon().name("keycloak-start").start(() -> startKeycloak(keycloak));
    }

    private void startKeycloak(KeycloakServer keycloak) {
        try {
            progress.accept(
                    keycloak.isPrepared()
                            ? "Starting Keycloak ..."
                            : "Preparing Keycloak, the first time only, and starting it ...");
            keycloak.prepare();
            watch(keycloak).join();
            signIn.complete(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            signIn.completeExceptionally(e);
        } catch (CompletionException e) {
            signIn.completeExceptionally(e.getCause() instanceof TrialException told ? told : e);
        } catch (RuntimeException e) {
            signIn.completeExceptionally(e);
        }
    }

    private synchronized CompletableFuture<@Nullable Void> watch(Server server) {
        if (closed) {
            throw new TrialException("Stopped before " + server.name() + " was started.");
        }
        Watch watch = Watch.over(server, progress);
        watches.push(watch);
        return watch.ready();
    }

    /** Completes once Keycloak signs people in. */
    public CompletableFuture<@Nullable Void> signIn() {
        return signIn;
    }

    /** What the application has to know of the servers, as Spring properties. */
    public Map<String, String> properties() {
        return properties(DATABASE);
    }

    /** As {@link #properties()}, for another installation with a database of its own, which is empty at first. */
    public Map<String, String> properties(String database) {
        if (!database.equals(DATABASE)) {
            postgres.provide(database);
        }
        var properties = new LinkedHashMap<String, String>();
        properties.put("spring.datasource.url", postgres.url(database));
        properties.put("spring.datasource.username", database);
        properties.put("spring.datasource.password", folder.secret(database + ".password"));
        properties.put("millwright.issuer-uri", options.keycloakAddress() + "/realms/millwright");
        properties.put("millwright.client-id", "millwright");
        properties.put("millwright.client-secret", folder.secret("keycloak.client"));
        properties.put("millwright.audience", "millwright-api");
        properties.put("millwright.secret.keys", "trial:" + folder.key("secret.key"));
        properties.put("server.port", Integer.toString(options.port()));
        properties.put("server.address", options.bindAddress());
        return properties;
    }

    /** Stops Keycloak, then PostgreSQL, and gives the folder free. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        if (!watches.isEmpty()) {
            progress.accept("Stopping ...");
        }
        watches.forEach(Watch::close);
        folder.close();
    }
}
