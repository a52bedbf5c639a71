package dev.millwright.record.spi;

import java.util.function.Supplier;

/** By what right the calling thread reads and writes records: the gate asks for it with every read and every write. */
public interface Authorities {

    /** {@link Authority#MEMBER} where nothing else was said. */
    Authority current();

    /** Does the work by this right, on the calling thread, for as long as the work takes. */
    <T> T as(Authority authority, Supplier<T> work);

    /** As {@link #as} without a result. */
    default void run(Authority authority, Runnable work) {
        as(authority, () -> {
            work.run();
            return true;
        });
    }
}
