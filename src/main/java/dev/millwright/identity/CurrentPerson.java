package dev.millwright.identity;

import java.util.Optional;
import java.util.function.Supplier;

/** Who acts right now: the person of the browser session, of the API call's token, or of the background work. */
public interface CurrentPerson {

    Optional<Person> find();

    /**
     * The person who acts.
     *
     * @throws NotSignedInException when nobody does
     */
    default Person get() {
        return find().orElseThrow(NotSignedInException::new);
    }

    /** Where the person acts from. */
    default Origin origin() {
        return Origin.BACKGROUND;
    }

    /** The work, to be done on another thread in the name of who acts now and from where they act now. */
    default Runnable carried(Runnable work) {
        Person person = get();
        return () -> run(person, work);
    }

    /** Does the work in the name of the person, on the calling thread, for as long as the work takes. */
    <T> T as(Person person, Supplier<T> work);

    /** Does the work in the name of the person, as {@link #as(Person, Supplier)} without a result. */
    default void run(Person person, Runnable work) {
        as(person, () -> {
            work.run();
            return true;
        });
    }
}
