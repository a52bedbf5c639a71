package dev.millwright.notice.internal;

import dev.millwright.notice.spi.Channel;
import dev.millwright.notice.spi.Parcel;
import dev.millwright.notice.spi.UndeliverableException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Hands a parcel to a channel and gives it up when that takes too long, however busy the other side seems to be. */
@Component
class Handover {

    /** The time for one parcel, from the first connection to the last word. */
    static final Duration MOST = Duration.ofSeconds(30);

    private final Duration most;

    @Autowired
    Handover() {
        this(MOST);
    }

    Handover(Duration most) {
        this.most = most;
    }

    void hand(Channel channel, Parcel parcel) throws UndeliverableException {
        FutureTask<Boolean> delivery = new FutureTask<>(() -> {
            channel.deliver(parcel);
            return true;
        });
        // A virtual one, since to interrupt it closes the connection that it waits for.
        Thread.ofVirtual().name("notice-by-" + channel.key()).start(delivery);
        try {
            delivery.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            delivery.cancel(true);
            throw UndeliverableException.closed("Not through within " + most.toSeconds() + " seconds", e);
        } catch (InterruptedException e) {
            delivery.cancel(true);
            Thread.currentThread().interrupt();
            throw UndeliverableException.forNow("The server stops", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UndeliverableException refused -> throw refused;
                case RuntimeException broken -> throw broken;
                case Error broken -> throw broken;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
