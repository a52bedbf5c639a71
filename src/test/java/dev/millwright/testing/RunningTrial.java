package dev.millwright.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.millwright.trial.TrialOptions;
import dev.millwright.trial.TrialServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * The packaged application with PostgreSQL, Keycloak and Chromium, all real and on free ports, on an empty data folder.
 * The application is started while Keycloak is still down, so every run shows that it can.
 */
public final class RunningTrial implements AutoCloseable {

    private static final Path RESULTS = Path.of("target", "e2e");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Whether the record of a failed test shows the page at each act; set {@code -Dmillwright.trace=true} to look into one. */
    private static final boolean PICTURES = Boolean.getBoolean("millwright.trace");

    /** Tests start the application often and ask little of it. */
    private static final List<String> SOON_THERE = List.of("-XX:TieredStopAtLevel=1");

    private final TrialOptions options;
    private final List<String> javaOptions;
    private final TrialServers servers;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Path log;
    private final List<Node> nodes = new ArrayList<>();
    private @Nullable Node application;
    private @Nullable Playwright playwright;
    private @Nullable Browser browser;

    private RunningTrial(TrialOptions options, List<String> javaOptions) {
        this.options = options;
        this.javaOptions = javaOptions;
        this.servers = new TrialServers(options, message -> {});
        this.log = options.data().resolve("logs").resolve("application.log");
    }

    /** Starts all but the browser, which comes with the first window. */
    public static RunningTrial start() {
        return start(SOON_THERE);
    }

    /** As {@link #start}, with an application that gets as quick as it can, to be measured. */
    public static RunningTrial startToMeasure() {
        return start(List.of());
    }

    private static RunningTrial start(List<String> javaOptions) {
        RunningTrial trial = null;
        try {
            Files.createDirectories(RESULTS);
            trial = new RunningTrial(
                    new TrialOptions(
                            Files.createTempDirectory(RESULTS, "trial"),
                            Path.of(".millwright", "tools"),
                            "localhost",
                            freePort(),
                            freePort(),
                            0),
                    javaOptions);
            trial.servers.startDatabase();
            trial.application = trial.new Node(trial.servers.properties());
            trial.servers.startSignIn();
            trial.servers.signIn().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return trial;
        } catch (Exception e) {
            if (trial != null) {
                trial.close();
            }
            throw new IllegalStateException("The trial for the browser tests does not start", e);
        }
    }

    /** The address of the application, without a slash at the end. */
    public String address() {
        return options.address();
    }

    /** The port of the application. */
    public int port() {
        return URI.create(address()).getPort();
    }

    /** The address of Keycloak, without a slash at the end. */
    public String keycloakAddress() {
        return options.keycloakAddress();
    }

    /** A new browser window in English, 1440 by 900, nobody signed in. */
    public Page window() {
        return window(new Browser.NewContextOptions());
    }

    /** A new browser window with its own cookies; what the options leave open is English, 1440 by 900. */
    public Page window(Browser.NewContextOptions options) {
        if (options.locale == null) {
            options.setLocale("en-US");
        }
        if (options.viewportSize == null) {
            options.setViewportSize(1440, 900);
        }
        BrowserContext context = browser().newContext(options);
        // Pictures and copies of the page for each act take several times as long as the acts themselves.
        context.tracing()
                .start(new Tracing.StartOptions().setScreenshots(PICTURES).setSnapshots(PICTURES));
        contexts.add(context);
        return context.newPage();
    }

    /** A new window in which a trial user (password = name) has signed in and stands on the home page. */
    public Page windowOf(String user) {
        return windowOf(user, new Browser.NewContextOptions());
    }

    /** A new window with the given options in which a trial user has signed in. */
    public Page windowOf(String user, Browser.NewContextOptions options) {
        Page page = window(options);
        page.navigate(address() + "/");
        signIn(page, user);
        return page;
    }

    /** A touch screen of 390 by 844 in which a trial user has signed in. */
    public Page phoneOf(String user) {
        return windowOf(
                user,
                new Browser.NewContextOptions()
                        .setViewportSize(390, 844)
                        .setHasTouch(true)
                        .setIsMobile(true)
                        .setDeviceScaleFactor(2));
    }

    /** Fills Keycloak's page and waits until the application shows again. */
    public void signIn(Page page, String user) {
        page.locator("#username").fill(user);
        page.locator("#password").fill(user);
        page.locator("#kc-login").click();
        page.waitForURL(url -> url.startsWith(address() + "/") && !url.contains("/login/oauth2/"));
    }

    /** An access token of a trial user for the HTTP API. */
    public String token(String user) {
        String form = "grant_type=password&client_id=millwright-cli&scope=openid&username="
                + URLEncoder.encode(user, StandardCharsets.UTF_8)
                + "&password="
                + URLEncoder.encode(user, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(
                        URI.create(keycloakAddress() + "/realms/millwright/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return JsonMapper.shared()
                    .readTree(response.body())
                    .required("access_token")
                    .asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The application's own database. */
    public DataSource database() {
        Map<String, String> properties = servers.properties();
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(properties.get("spring.datasource.url"));
        dataSource.setUser(properties.get("spring.datasource.username"));
        dataSource.setPassword(properties.get("spring.datasource.password"));
        return dataSource;
    }

    /** The application's process, which a kill replaces. */
    public ProcessHandle application() {
        return started(application).process.toHandle();
    }

    /** Kills the application without warning and starts it again. */
    public void killAndRestartApplication() {
        started(application).killAndRestart();
    }

    /** Kills PostgreSQL without warning and waits until it is back. */
    public void killDatabase() {
        kill("postgresql/postmaster.pid");
        await("PostgreSQL", this::databaseAnswers);
    }

    /** Ends all connections to PostgreSQL and lets it take no new ones until {@link Away#close} is called. */
    public Away holdDatabase() {
        ProcessHandle server = process("postgresql/postmaster.pid");
        signal(server, "STOP");
        List<ProcessHandle> children = server.children().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        return () -> {
            signal(server, "CONT");
            await("PostgreSQL", this::databaseAnswers);
        };
    }

    /** A server that does not answer for now. */
    public interface Away extends AutoCloseable {

        /** Lets it go on and waits until it answers. */
        @Override
        void close();
    }

    private static void signal(ProcessHandle process, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Kills Keycloak without warning and waits until it is back. */
    public void killKeycloak() {
        kill("keycloak.pid");
        await("Keycloak", () -> answers(keycloakAddress() + "/realms/millwright"));
    }

    private void kill(String pidFile) {
        ProcessHandle process = process(pidFile);
        process.destroyForcibly();
        process.onExit().join();
    }

    private ProcessHandle process(String pidFile) {
        try {
            String pid = Files.readAllLines(options.data().resolve(pidFile)).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean databaseAnswers() {
        try (var connection = database().getConnection()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean answers(String address) {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create(address))
                                            .timeout(Duration.ofSeconds(20))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    < 500;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(String name, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(name + " does not come back");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    void closePages(String test, boolean failed) {
        for (BrowserContext context : contexts) {
            if (failed) {
                int number = contexts.indexOf(context) + 1;
                context.tracing()
                        .stop(new Tracing.StopOptions().setPath(RESULTS.resolve(test + "-" + number + ".zip")));
                for (Page page : context.pages()) {
                    page.screenshot(
                            new Page.ScreenshotOptions().setPath(RESULTS.resolve(test + "-" + number + ".png")));
                }
            }
            context.close();
        }
        contexts.clear();
    }

    /** The application itself, as one node of several. */
    public Node node() {
        return started(application);
    }

    /** Starts another application on the same database and waits until it takes requests. */
    public Node startNode() {
        return startNode(servers.properties());
    }

    /** Starts an application of its own on an empty database, with the same Keycloak. */
    public Node startInstallation(String database) {
        return startNode(servers.properties(database));
    }

    private Node startNode(Map<String, String> like) {
        try {
            Map<String, String> properties = new HashMap<>(like);
            properties.put("server.port", Integer.toString(freePort()));
            Node node = new Node(properties);
            nodes.add(node);
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the applications on a database. */
    public final class Node implements AutoCloseable {

        private final Map<String, String> properties;
        private Process process;

        private Node(Map<String, String> properties) {
            this.properties = properties;
            this.process = startApplication(properties, address());
        }

        /** Its address, without a slash at the end. */
        public String address() {
            return "http://localhost:" + value(properties, "server.port");
        }

        /** Asks it to end, as an operator does, waits until it has, and starts it again. */
        public void restart() {
            close();
            process = startApplication(properties, address());
        }

        /** Ends it as a power cut does; it does not come back. */
        public void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }

        private void killAndRestart() {
            kill();
            process = startApplication(properties, address());
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    private Process startApplication(Map<String, String> properties, String address) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // Loading a class out of the one jar keeps a virtual thread on its carrier, and right after a start
                // many load the same
                // ones: with a carrier for each of two processors all may wait for one that then has none.
                "-Djdk.virtualThreadScheduler.parallelism=8"));
        command.addAll(javaOptions);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                Path.of("target", "millwright.jar").toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment()
                .putAll(Map.of(
                        "MILLWRIGHT_DATABASE_URL", value(properties, "spring.datasource.url"),
                        "MILLWRIGHT_DATABASE_USER", value(properties, "spring.datasource.username"),
                        "MILLWRIGHT_DATABASE_PASSWORD", value(properties, "spring.datasource.password"),
                        "MILLWRIGHT_ISSUER_URI", value(properties, "millwright.issuer-uri"),
                        "MILLWRIGHT_CLIENT_ID", value(properties, "millwright.client-id"),
                        "MILLWRIGHT_CLIENT_SECRET", value(properties, "millwright.client-secret"),
                        "MILLWRIGHT_AUDIENCE", value(properties, "millwright.audience"),
                        "SERVER_PORT", value(properties, "server.port"),
                        "SERVER_ADDRESS", value(properties, "server.address")));
        try {
            Process process = builder.start();
            await("The application", () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("The application does not start, see " + log);
                }
                return answers(address + "/actuator/health/readiness");
            });
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Browser browser() {
        Browser running = browser;
        if (running == null) {
            running = startBrowser();
            browser = running;
        }
        return running;
    }

    private Browser startBrowser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Generous: build machines are slow and busy, and a passing assertion never waits.
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    private static Path chromium() {
        String told = System.getenv("MILLWRIGHT_CHROMIUM");
        if (told != null) {
            return Path.of(told);
        }
        return Stream.of(
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No Chromium: run ./millwright test e2e, which gets one"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String value(Map<String, String> properties, String key) {
        String value = properties.get(key);
        if (value == null) {
            throw new IllegalStateException("The trial gives no " + key);
        }
        return value;
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("The trial is not started");
        }
        return part;
    }

    @Override
    public void close() {
        if (playwright != null) {
            playwright.close();
        }
        nodes.forEach(Node::close);
        if (application != null) {
            application.close();
        }
        servers.close();
    }
}
