package dev.millwright.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A network in front of a server on this machine on which every byte is under way for a while, each way, websockets included;
 * what is sent close together arrives close together.
 */
public final class SlowNetwork implements AutoCloseable {

    private static final byte[] END = {};

    private final int server;
    private final Duration oneWay;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private SlowNetwork(int server, Duration oneWay) throws IOException {
        this.server = server;
        this.oneWay = oneWay;
        this.entrance = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("slow-network").start(this::accept);
    }

    /** A way to the local port that takes this long in each direction. */
    public static SlowNetwork to(int port, Duration oneWay) {
        try {
            return new SlowNetwork(port, oneWay);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The local port behind which the network begins. */
    public int port() {
        return entrance.getLocalPort();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                open.add(client);
                open.add(behind);
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                carry(client, behind);
                carry(behind, client);
            } catch (IOException e) {
                // The one who called sees that the connection is gone, as on any network.
            }
        }
    }

    private void carry(Socket from, Socket to) {
        BlockingQueue<Parcel> underWay = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> {
            try {
                InputStream in = from.getInputStream();
                byte[] buffer = new byte[65_536];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    underWay.add(parcel(java.util.Arrays.copyOf(buffer, read)));
                }
            } catch (IOException e) {
                // Ends as if the other side had closed.
            }
            underWay.add(parcel(END));
        });
        Thread.ofVirtual().start(() -> {
            try {
                OutputStream out = to.getOutputStream();
                for (Parcel parcel = underWay.take(); parcel.bytes() != END; parcel = underWay.take()) {
                    for (long left = parcel.due() - System.nanoTime();
                            left > 0;
                            left = parcel.due() - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    out.write(parcel.bytes());
                }
            } catch (IOException e) {
                // The receiver is gone.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            close(from);
            close(to);
        });
    }

    private Parcel parcel(byte[] bytes) {
        return new Parcel(bytes, System.nanoTime() + oneWay.toNanos());
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set.copyOf(open).forEach(this::close);
    }

    private record Parcel(byte[] bytes, long due) {}
}
