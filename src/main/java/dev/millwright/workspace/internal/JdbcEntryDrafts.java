package dev.millwright.workspace.internal;

import dev.millwright.app.AppDeleted;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.shared.ConflictException;
import dev.millwright.workspace.EntryDrafts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Drafts in the table {@code platform.entry_draft}. */
@Repository
class JdbcEntryDrafts implements EntryDrafts {

    private static final TypeReference<Map<String, JsonNode>> VALUES = new TypeReference<>() {};

    private final CurrentPerson currentPerson;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    JdbcEntryDrafts(CurrentPerson currentPerson, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.currentPerson = currentPerson;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    private String me() {
        return currentPerson.get().id();
    }

    @Override
    public Optional<EntryDraft> find(UUID id) {
        return jdbc.sql("""
                        select id, form, title, values::text as values, version, saved_at
                        from platform.entry_draft where id = ? and person = ?
                        """)
                .params(id, me())
                .query((row, number) -> new EntryDraft(
                        row.getObject("id", UUID.class),
                        row.getObject("form", UUID.class),
                        row.getString("title"),
                        json.readValue(row.getString("values"), VALUES),
                        row.getLong("version"),
                        savedAt(row)))
                .optional();
    }

    @Override
    public List<Saved> of(Collection<UUID> forms) {
        return jdbc.sql("""
                        select id, form, title, saved_at from platform.entry_draft
                        where person = ? and form = any(?) order by saved_at desc, id desc
                        """)
                .param(me())
                .param(forms.toArray(UUID[]::new))
                .query((row, number) -> new Saved(
                        row.getObject("id", UUID.class),
                        row.getObject("form", UUID.class),
                        row.getString("title"),
                        savedAt(row)))
                .list();
    }

    private static Instant savedAt(ResultSet row) throws SQLException {
        return row.getObject("saved_at", OffsetDateTime.class).toInstant();
    }

    @Override
    public EntryDraft keep(UUID app, EntryDraft draft) {
        String values = json.writeValueAsString(draft.values());
        if (draft.version() == 0) {
            insert(app, draft, values);
        } else {
            int kept = jdbc.sql("""
                            update platform.entry_draft set title = ?, values = ?::json, version = version + 1, saved_at = ?
                            where id = ? and person = ? and version = ?
                            """)
                    .params(
                            draft.title(),
                            values,
                            draft.at().atOffset(ZoneOffset.UTC),
                            draft.id(),
                            me(),
                            draft.version())
                    .update();
            requireOne(kept);
        }
        return new EntryDraft(draft.id(), draft.form(), draft.title(), draft.values(), draft.version() + 1, draft.at());
    }

    private void insert(UUID app, EntryDraft draft, String values) {
        String person = me();
        int kept = jdbc.sql("""
                        insert into platform.entry_draft (id, app, form, person, title, values, version, saved_at)
                        select ?, ?, ?, ?, ?, ?::json, 1, ?
                        where (select count(*) from platform.entry_draft where person = ? and form = ?) < ?
                        """)
                .params(
                        draft.id(),
                        app,
                        draft.form(),
                        person,
                        draft.title(),
                        values,
                        draft.at().atOffset(ZoneOffset.UTC),
                        person,
                        draft.form(),
                        MOST)
                .update();
        if (kept == 0) {
            throw new ConflictException("record.draft.error.tooMany", MOST);
        }
    }

    private static void requireOne(int changed) {
        if (changed == 0) {
            throw new ConflictException("record.draft.error.changed");
        }
    }

    @Override
    public void forget(UUID id) {
        jdbc.sql("delete from platform.entry_draft where id = ? and person = ?")
                .params(id, me())
                .update();
    }

    @Override
    public <T> T complete(EntryDraft draft, Supplier<T> record) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // Whoever opened it twice makes one record of it: the second waits here, and finds nothing.
            requireOne(jdbc.sql("delete from platform.entry_draft where id = ? and person = ? and version = ?")
                    .params(draft.id(), me(), draft.version())
                    .update());
            return record.get();
        }));
    }

    @EventListener
    void deleted(AppDeleted event) {
        jdbc.sql("delete from platform.entry_draft where app = ?")
                .param(event.app().id())
                .update();
    }
}
