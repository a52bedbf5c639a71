package dev.millwright.notice.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that speaks just enough SMTP to take mails, or to refuse them. */
final class Postbox implements AutoCloseable {

    /** A mail as it came over the wire. */
    record Mail(List<String> recipients, String text) {}

    final List<Mail> mails = new CopyOnWriteArrayList<>();
    volatile boolean refusing;
    private final ServerSocket door;
    private final Thread porter;

    Postbox() {
        try {
            door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        porter = Thread.ofVirtual().start(() -> {
            while (!door.isClosed()) {
                try {
                    Socket caller = door.accept();
                    Thread.ofVirtual().start(() -> serve(caller));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve(Socket caller) {
        try (caller;
                var in = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = caller.getOutputStream();
            List<String> recipients = new CopyOnWriteArrayList<>();
            say(out, "220 here");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("RCPT")) {
                    recipients.add(line);
                    say(out, "250 ok");
                } else if (line.startsWith("DATA")) {
                    say(out, "354 go on");
                    StringBuilder text = new StringBuilder();
                    for (String part = in.readLine(); part != null && !part.equals("."); part = in.readLine()) {
                        text.append(part).append('\n');
                    }
                    if (refusing) {
                        say(out, "451 later");
                    } else {
                        mails.add(new Mail(List.copyOf(recipients), text.toString()));
                        say(out, "250 taken");
                    }
                } else if (line.startsWith("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 ok");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Nobody gets in any more: as long as somebody waits at the door, closing it does not yet shut it. */
    @Override
    public void close() {
        try {
            door.close();
            porter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
