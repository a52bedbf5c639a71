package dev.millwright.organisation;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who stands in for people while they are away. */
public interface Substitutes {

    /**
     * The id of who does the person's work at that moment; when that one is away too, who stands in for them, and so on. Nothing when
     * the person is there, or when those who stand in do so for each other.
     */
    Optional<String> of(String person, Instant at);

    /** Those of the person from today on, the next first; for the person itself and administrators. */
    List<Substitution> of(String person);

    /** Those of everybody from today on; for administrators. */
    List<Substitution> all();

    /**
     * Names a substitute; for oneself, or by an administrator for anybody.
     *
     * @throws dev.millwright.shared.InvalidException when dates or people do not fit
     */
    Substitution add(String person, String substitute, LocalDate from, LocalDate to);

    /** Takes it back; by the person or an administrator. */
    void remove(UUID id);
}
