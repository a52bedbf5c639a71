package dev.millwright.identity;

import java.util.Optional;

/** What each person likes, remembered as JSON by key for the person who acts. */
public interface Preferences {

    /** The language of the screens, a language tag such as {@code zh-CN}. */
    String LANGUAGE = "language";

    /** The look of the screens, {@code light} or {@code dark}. */
    String THEME = "theme";

    /**
     * The person's preference, or nothing when there is none or none of that type.
     *
     * @throws NotSignedInException when nobody acts
     */
    <T> Optional<T> read(String key, Class<T> type);

    /**
     * Remembers the value in place of the former one.
     *
     * @throws NotSignedInException when nobody acts
     */
    void write(String key, Object value);
}
