package dev.millwright.files.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As much of the HTTP of S3 as the product speaks, in the memory of the test, without checking what a signature says. */
final class FakeS3 implements AutoCloseable {

    /** By path: a slash, the bucket, a slash and the name. */
    final Map<String, byte[]> objects = new ConcurrentHashMap<>();

    final List<String> authorizations = new CopyOnWriteArrayList<>();

    /** Whether it answers that it cannot. */
    volatile boolean down;

    /** Whether it keeps what it is sent and then says that it has not. */
    volatile boolean lying;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            byte[] sent = call.getRequestBody().readAllBytes();
            String authorization = call.getRequestHeaders().getFirst("Authorization");
            authorizations.add(String.valueOf(authorization));
            String path = call.getRequestURI().getPath();
            if (down) {
                error(call, 503, "SlowDown");
            } else if (authorization == null || !authorization.startsWith("AWS4-HMAC-SHA256 Credential=")) {
                error(call, 403, "AccessDenied");
            } else {
                switch (call.getRequestMethod()) {
                    case "PUT" -> {
                        objects.put(path, sent);
                        if (lying) {
                            error(call, 400, "RequestTimeout");
                        } else {
                            call.sendResponseHeaders(200, -1);
                        }
                    }
                    case "GET" -> get(call, path);
                    case "DELETE" -> {
                        objects.remove(path);
                        call.sendResponseHeaders(204, -1);
                    }
                    default -> error(call, 405, "MethodNotAllowed");
                }
            }
        }
    }

    private void get(HttpExchange call, String path) throws IOException {
        byte[] object = objects.get(path);
        if (object == null) {
            error(call, 404, "NoSuchKey");
            return;
        }
        String[] range =
                call.getRequestHeaders().getFirst("Range").replace("bytes=", "").split("-", -1);
        int from = Integer.parseInt(range[0]);
        int to = Math.min(Integer.parseInt(range[1]) + 1, object.length);
        byte[] piece = Arrays.copyOfRange(object, from, to);
        call.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + object.length);
        call.sendResponseHeaders(206, piece.length);
        call.getResponseBody().write(piece);
    }

    private static void error(HttpExchange call, int status, String code) throws IOException {
        byte[] body =
                ("<Error><Code>" + code + "</Code><Message>No</Message></Error>").getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
