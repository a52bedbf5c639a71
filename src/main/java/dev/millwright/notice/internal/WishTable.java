package dev.millwright.notice.internal;

import dev.millwright.cluster.Nodes;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.identity.Preferences;
import dev.millwright.notice.spi.Pace;
import dev.millwright.shared.Texts;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each wants to hear, in {@code platform.notice_choice}, and in which language; read once and kept until it changes. */
@Repository
class WishTable {

    private static final String TOPIC = "notice-wish";
    private static final int MOST_KEPT = 10_000;

    private final JdbcClient jdbc;
    private final Nodes nodes;
    private final CurrentPerson currentPerson;
    private final Preferences preferences;
    private final Locale otherwise;
    private final Map<String, Wishes> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wishes> eldest) {
            return size() > MOST_KEPT;
        }
    };

    WishTable(
            JdbcClient jdbc,
            Nodes nodes,
            CurrentPerson currentPerson,
            Preferences preferences,
            @Value("${millwright.notice.language:en}") String language) {
        this.jdbc = jdbc;
        this.nodes = nodes;
        this.currentPerson = currentPerson;
        this.preferences = preferences;
        this.otherwise = Texts.language(Locale.forLanguageTag(language));
        nodes.hear(TOPIC, this::forget, this::forgetAll);
    }

    Map<String, Wishes> of(Collection<String> people) {
        Map<String, Wishes> known = new HashMap<>();
        synchronized (kept) {
            for (String person : people) {
                Wishes wishes = kept.get(person);
                if (wishes != null) {
                    known.put(person, wishes);
                }
            }
        }
        List<String> unknown =
                people.stream().filter(person -> !known.containsKey(person)).toList();
        if (!unknown.isEmpty()) {
            Map<String, Wishes> read = read(unknown);
            synchronized (kept) {
                kept.putAll(read);
            }
            known.putAll(read);
        }
        return known;
    }

    private Map<String, Wishes> read(List<String> people) {
        Map<String, Map<Wishes.Key, Pace>> chosen = new HashMap<>();
        people.forEach(person -> chosen.put(person, new HashMap<>()));
        jdbc.sql("select person, kind, channel, pace from platform.notice_choice where person = any(?::text[])")
                .param(people.toArray(String[]::new))
                .query(row -> {
                    chosen.getOrDefault(row.getString("person"), new HashMap<>())
                            .put(
                                    new Wishes.Key(row.getString("kind"), row.getString("channel")),
                                    Pace.valueOf(row.getString("pace").toUpperCase(Locale.ROOT)));
                });
        Map<String, Wishes> wishes = new HashMap<>();
        chosen.forEach((person, of) -> wishes.put(person, of.isEmpty() ? Wishes.NONE : new Wishes(of)));
        return wishes;
    }

    void choose(String person, String kind, String channel, Pace pace) {
        jdbc.sql("""
            insert into platform.notice_choice (person, kind, channel, pace) values (?, ?, ?, ?)
            on conflict (person, kind, channel) do update set pace = excluded.pace
            """).params(person, kind, channel, pace.key()).update();
        forget(person);
        nodes.tell(TOPIC, person);
    }

    /** The language that the person chose, else the one they saw last. */
    Locale language(Person person) {
        return currentPerson
                .as(person, () -> preferences.read(Preferences.LANGUAGE, String.class))
                .or(() -> jdbc.sql("select language from platform.notice_reader where person = ?")
                        .param(person.id())
                        .query(String.class)
                        .optional())
                .map(tag -> Texts.language(Locale.forLanguageTag(tag)))
                .orElse(otherwise);
    }

    /** Remembers the language in which the person sees the product. */
    void sees(String person, Locale language) {
        jdbc.sql("""
            insert into platform.notice_reader (person, language) values (:person, :language)
            on conflict (person) do update set language = excluded.language
                where notice_reader.language <> excluded.language
            """)
                .param("person", person)
                .param("language", Texts.language(language).toLanguageTag())
                .update();
    }

    private void forget(String person) {
        synchronized (kept) {
            kept.remove(person);
        }
    }

    private void forgetAll() {
        synchronized (kept) {
            kept.clear();
        }
    }
}
