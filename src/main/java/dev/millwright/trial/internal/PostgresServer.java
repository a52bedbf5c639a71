package dev.millwright.trial.internal;

import com.sun.management.OperatingSystemMXBean;
import dev.millwright.trial.TrialException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The embedded PostgreSQL: durable, in the data folder, reachable from this computer only. The programs come from the
 * zonky binaries; the process is ours, because a server left behind by a killed trial must be recognised by its data
 * directory and taken over, and a dead one started again.
 */
public final class PostgresServer implements Server {

    private static final String SUPERUSER = "postgres";

    /** A server that cannot have its port gives up sooner. */
    private static final Duration SURE = Duration.ofMillis(500);

    private final DataFolder folder;
    private final Path tools;
    private final Path cluster;
    private final int wishedPort;
    private int port;

    public PostgresServer(DataFolder folder, Path tools, int wishedPort) {
        this.folder = folder;
        this.tools = tools;
        this.cluster = folder.path().resolve("postgresql");
        this.wishedPort = wishedPort;
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    public int port() {
        return port;
    }

    /** The process that serves our cluster now, if there is one. */
    public Optional<ProcessHandle> running() {
        return Optional.ofNullable(runningPostmaster()).map(Postmaster::process);
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /** Unpacks the programs and makes the cluster, each once. */
    public void prepare() throws InterruptedException {
        Path programs = unpacked();
        Path leftOver = folder.path().resolve("postgresql.new");
        if (Files.exists(cluster.resolve("PG_VERSION"))) {
            return;
        }
        delete(leftOver);
        Path password = null;
        try {
            password = Files.createTempFile(folder.path(), "password", null);
            Files.writeString(password, folder.secret("postgres.password"));
            var command = asOrdinaryUser();
            command.addAll(List.of(
                    programs.resolve("bin/initdb").toString(),
                    "--pgdata=" + leftOver,
                    "--username=" + SUPERUSER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--data-checksums",
                    "--locale=" + locale()));
            Spawn.run(command, Map.of(), folder.log("postgresql"));
            Files.move(leftOver, cluster, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new TrialException("PostgreSQL's data cannot be written: " + e.getMessage(), e);
        } finally {
            if (password != null && !password.toFile().delete()) {
                password.toFile().deleteOnExit();
            }
        }
    }

    @Override
    public ProcessHandle launch() throws InterruptedException {
        Postmaster running = runningPostmaster();
        if (running != null) {
            if (wishedPort == 0 || wishedPort == running.port()) {
                port = running.port();
                folder.remember("postgres.port", Integer.toString(port));
                return running.process();
            }
            stop(running.process());
        }
        port = choosePort();
        boolean crashed = Files.exists(cluster.resolve("postmaster.pid"));
        ProcessHandle process = start();
        // Another trial that started at the same moment may have found the same port free.
        while (wishedPort == 0 && Spawn.endsWithin(process, SURE) && !Ports.isFree("127.0.0.1", port)) {
            port = choosePort();
            process = start();
        }
        // After a crash the children of the dead server live a moment longer, and a new one refuses to share with them.
        for (int attempt = 0; crashed && attempt < 30; attempt++) {
            Thread.sleep(500);
            if (process.isAlive()) {
                break;
            }
            process = start();
        }
        return process;
    }

    private ProcessHandle start() {
        var command = asOrdinaryUser();
        command.addAll(List.of(unpacked().resolve("bin/postgres").toString(), "-D", cluster.toString()));
        var settings = Map.of(
                "port", Integer.toString(port),
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "",
                "fsync", "on",
                "synchronous_commit", "on",
                "full_page_writes", "on",
                "max_connections", "100",
                "shared_buffers", bufferMegabytes() + "MB",
                "timezone", "UTC");
        settings.forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        return Spawn.detached(command, Map.of(), folder.log("postgresql"));
    }

    /** An eighth of the computer's memory; a table that is large beside it is read from the disk's cache for every figure anew. */
    private static long bufferMegabytes() {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return Math.clamp(memory / 8 / 1024 / 1024, 128, 2048);
    }

    @Override
    public void awaitReady(ProcessHandle process, Duration patience) throws InterruptedException {
        Instant end = Instant.now().plus(patience);
        while (true) {
            try (Connection connection = superuser("postgres")) {
                requireOurs(connection);
                return;
            } catch (SQLException e) {
                // Asked before giving up on a dead process: after a crash the server waits for its old children.
                if (!process.isAlive()) {
                    throw new TrialException("PostgreSQL does not start; see " + folder.log("postgresql") + ".", e);
                }
                if (Instant.now().isAfter(end)) {
                    throw new TrialException(
                            "PostgreSQL does not answer on port %d; see %s.".formatted(port, folder.log("postgresql")),
                            e);
                }
            }
            Thread.sleep(50);
        }
    }

    /** Somebody took the port between looking and starting, later than {@link #launch()} waits for. */
    @Override
    public boolean startsBetterNextTime() {
        return wishedPort == 0 && runningPostmaster() == null && !Ports.isFree("127.0.0.1", port);
    }

    /** A fast stop: running statements are rolled back, everything committed is on disk anyway. */
    @Override
    public void stop(ProcessHandle process) {
        Spawn.stop(process, "INT", 30);
    }

    /** Makes a role and a database of the same name, if they are not there. */
    public void provide(String name) {
        try (Connection connection = superuser("postgres");
                var statement = connection.createStatement()) {
            // The name is one of our own constants and the secret is base64: neither can hold a quote.
            String password = folder.secret(name + ".password");
            try (var roles = statement.executeQuery("select 1 from pg_roles where rolname = '" + name + "'")) {
                boolean exists = roles.next();
                statement.execute(
                        "%s role %s login password '%s'".formatted(exists ? "alter" : "create", name, password));
            }
            try (var databases = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
                if (!databases.next()) {
                    statement.execute("create database %s owner %s".formatted(name, name));
                }
            }
        } catch (SQLException e) {
            throw new TrialException("The database " + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    private Connection superuser(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", folder.secret("postgres.password"));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        return DriverManager.getConnection(url(database), properties);
    }

    private void requireOurs(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("show data_directory")) {
            result.next();
            if (!samePath(Path.of(result.getString(1)), cluster)) {
                throw new TrialException(
                        "Port %d belongs to another PostgreSQL: give a free one with --database-port.".formatted(port));
            }
        }
    }

    private static boolean samePath(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private int choosePort() {
        if (wishedPort != 0) {
            if (!Ports.isFree("127.0.0.1", wishedPort)) {
                throw new TrialException(
                        "Port %d for the database is taken: stop what uses it, or give another with --database-port."
                                .formatted(wishedPort));
            }
            return wishedPort;
        }
        int last = port != 0 ? port : Integer.parseInt(folder.recall("postgres.port", "5433"));
        int chosen = Ports.isFree("127.0.0.1", last) ? last : Ports.free();
        folder.remember("postgres.port", Integer.toString(chosen));
        return chosen;
    }

    /** A server on our cluster, found by the file that PostgreSQL keeps there while it runs. */
    private @Nullable Postmaster runningPostmaster() {
        Path file = cluster.resolve("postmaster.pid");
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() < 4) {
                return null;
            }
            ProcessHandle process = ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(ProcessHandle::isAlive)
                    .orElse(null);
            // Process numbers are used again: after a restart of the computer this one may be anything.
            long startedAt = Long.parseLong(lines.get(2).strip());
            if (process == null) {
                return null;
            }
            boolean same = process.info()
                    .startInstant()
                    .map(start -> Math.abs(start.getEpochSecond() - startedAt) <= 5)
                    .orElse(false);
            return same ? new Postmaster(process, Integer.parseInt(lines.get(3).strip())) : null;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    private record Postmaster(ProcessHandle process, int port) {}

    /** PostgreSQL refuses to run as root; in a user namespace of its own root is nobody. */
    private static List<String> asOrdinaryUser() {
        var command = new ArrayList<String>();
        if ("root".equals(System.getProperty("user.name"))) {
            if (!Spawn.succeeds("unshare", "-U", "true")) {
                throw new TrialException("PostgreSQL refuses to run as root, and this system allows no user namespaces:"
                        + " start Millwright as an ordinary user.");
            }
            command.addAll(List.of("unshare", "-U"));
        }
        return command;
    }

    /** Chinese needs a locale that knows its characters; under plain C trigrams of Chinese are empty. */
    private static String locale() {
        return isMac() ? "en_US.UTF-8" : "C.UTF-8";
    }

    private static boolean isMac() {
        return System.getProperty("os.name", "").startsWith("Mac");
    }

    private Path unpacked() {
        String system = isMac() ? "darwin" : "linux";
        String processor = switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "aarch64", "arm64" -> "arm_64";
            case "amd64", "x86_64" -> "x86_64";
            default -> "unknown";
        };
        URL archive = PostgresServer.class.getResource("/postgres-" + system + "-" + processor + ".txz");
        if (archive == null) {
            throw new TrialException("There is no embedded PostgreSQL for this computer (%s, %s): use your own server,"
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
                    + " see docker/compose.yml.");
        }
        try {
            var connection = archive.openConnection();
            long fingerprint = connection instanceof JarURLConnection jar
                    ? jar.getJarEntry().getCrc()
                    : connection.getContentLengthLong();
            Path home = tools.resolve("postgresql-%08x".formatted(fingerprint));
            if (!Files.exists(home)) {
                unpack(archive, home);
            }
            return home;
        } catch (IOException e) {
            throw new TrialException("PostgreSQL cannot be unpacked below " + tools + ": " + e.getMessage(), e);
        }
    }

    private void unpack(URL archive, Path home) throws IOException {
        Files.createDirectories(tools);
        Path draft = Files.createTempDirectory(tools, "postgresql");
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive.openStream())))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = draft.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
        if (Files.exists(home)) {
            delete(draft);
        } else {
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException problem) throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
