package dev.millwright.workspace.internal;

import dev.millwright.identity.CurrentPerson;
import dev.millwright.workspace.ListSettings;
import dev.millwright.workspace.PersonalViews;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Personal views in the table {@code platform.list_view}. */
@Repository
class JdbcPersonalViews implements PersonalViews {

    private final CurrentPerson currentPerson;
    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    JdbcPersonalViews(CurrentPerson currentPerson, JdbcClient jdbc) {
        this.currentPerson = currentPerson;
        this.jdbc = jdbc;
    }

    @Override
    public List<PersonalView> all(UUID form) {
        return jdbc.sql("""
                        select id, label, settings::text as settings
                        from platform.list_view where person = ? and form = ? order by label, id
                        """)
                .params(currentPerson.get().id(), form)
                .query((row, number) -> new PersonalView(
                        row.getObject("id", UUID.class),
                        row.getString("label"),
                        json.readValue(row.getString("settings"), ListSettings.class)))
                .list();
    }

    @Override
    public void save(UUID form, PersonalView view) {
        jdbc.sql("""
                        insert into platform.list_view (id, person, form, label, settings) values (?, ?, ?, ?, ?::json)
                        on conflict (id) do update set label = excluded.label, settings = excluded.settings
                        where list_view.person = excluded.person and list_view.form = excluded.form
                        """)
                .params(
                        view.id(),
                        currentPerson.get().id(),
                        form,
                        view.label(),
                        json.writeValueAsString(view.settings()))
                .update();
    }

    @Override
    public void delete(UUID id) {
        jdbc.sql("delete from platform.list_view where id = ? and person = ?")
                .params(id, currentPerson.get().id())
                .update();
    }

    @Override
    public long ofOthers(UUID form, String text, Predicate<JsonNode> wanted) {
        try (Stream<String> settings = jdbc
                .sql("""
                        select settings::text from platform.list_view
                        where form = ? and person <> ? and strpos(settings::text, ?) > 0
                        """)
                .params(form, currentPerson.get().id(), text)
                .query((row, number) -> row.getString(1))
                .stream()) {
            return settings.map(json::readTree).filter(wanted).count();
        }
    }
}
