package dev.millwright.identity.internal;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Preferences;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Preferences in the table {@code platform.preference}. */
@Repository
class JdbcPreferences implements Preferences {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcPreferences.class);

    private final CurrentPerson currentPerson;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcPreferences(CurrentPerson currentPerson, JdbcClient jdbc, JsonMapper json) {
        this.currentPerson = currentPerson;
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public <T> Optional<T> read(String key, Class<T> type) {
        return jdbc.sql("select value::text from platform.preference where person = ? and key = ?")
                .params(currentPerson.get().id(), key)
                .query(String.class)
                .optional()
                .flatMap(text -> parse(key, text, type));
    }

    @Override
    public void write(String key, Object value) {
        jdbc.sql("""
                        insert into platform.preference (person, key, value) values (?, ?, ?::jsonb)
                        on conflict (person, key) do update set value = excluded.value
                        """)
                .params(currentPerson.get().id(), key, json.writeValueAsString(value))
                .update();
    }

    private <T> Optional<T> parse(String key, String text, Class<T> type) {
        try {
            return Optional.ofNullable(json.readValue(text, type));
        } catch (JacksonException e) {
            // A later version may have another shape for it; then the person starts afresh.
            LOG.warn("The preference {} is no {}: {}", key, type.getSimpleName(), e.getOriginalMessage());
            return Optional.empty();
        }
    }
}
