package dev.millwright.schema.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Settings of PostgreSQL for a part of a transaction; the rest of it goes on with what it had. */
final class LocalSettings {

    private LocalSettings() {}

    /** Runs the work with the settings; after a failure it is the roll-back that puts them back. */
    static void during(JdbcTemplate jdbc, Map<String, String> settings, Runnable work) {
        Map<String, String> before = new LinkedHashMap<>();
        settings.forEach((name, value) -> {
            before.put(name, jdbc.queryForObject("SELECT current_setting(?)", String.class, name));
            set(jdbc, name, value);
        });
        work.run();
        before.forEach((name, value) -> set(jdbc, name, value));
    }

    static void set(JdbcTemplate jdbc, String name, String value) {
        jdbc.queryForObject("SELECT set_config(?, ?, true)", String.class, name, value);
    }
}
