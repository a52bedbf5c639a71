package dev.millwright.app;

import dev.millwright.app.NoteKind.Note;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.identity.Principal;
import dev.millwright.shared.Ids;
import dev.millwright.testing.TestPeople;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tests of apps do again and again. */
class Bench {

    private final Apps apps;
    private final AppRights rights;
    private final Drafts drafts;
    private final Publishing publishing;
    private final DefinitionCodec codec;
    private final JdbcClient jdbc;

    Bench(Apps apps, AppRights rights, Drafts drafts, Publishing publishing, DefinitionCodec codec, JdbcClient jdbc) {
        this.apps = apps;
        this.rights = rights;
        this.drafts = drafts;
        this.publishing = publishing;
        this.codec = codec;
        this.jdbc = jdbc;
    }

    /** An app of Dana's with a key that no other test has. */
    App app() {
        TestPeople.as(TestPeople.DANA);
        return appOfCurrentPerson();
    }

    App appOfCurrentPerson() {
        String key = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        return apps.create(key, AppProfile.labelled("App " + key));
    }

    /** Shares the app with Sam, who may see and create. */
    void shareWithSam(App app) {
        Principal sam = Principal.person(TestPeople.SAM.id());
        rights.save(
                app.key(),
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(sam),
                        Map.of(sam, Map.of(Rights.ANY_FORM, Set.of(Action.SEE, Action.CREATE)))),
                rights.of(app.key()).version());
    }

    Note note(App app, String key) {
        Note note = Note.of(Ids.next(), key);
        save(app, note, 0);
        return note;
    }

    Draft save(App app, Note note, long version) {
        return drafts.save(app.key(), NoteKind.KEY, codec.write(note), version);
    }

    /** Saves over whatever is there. */
    Draft save(App app, Note note) {
        return save(
                app,
                note,
                drafts.find(app.key(), NoteKind.KEY, note.id()).orElseThrow().version());
    }

    Release publish(App app) {
        return publish(app, ReleaseRequest.all());
    }

    Release publish(App app, ReleaseRequest request) {
        return publishing.publish(
                app.key(), request, publishing.plan(app.key(), request).fingerprint());
    }

    /** Writes a row into the table of a note. */
    void row(App app, Note note, String content) {
        jdbc.sql("""
                        insert into %s.%s (id, version, created_at, created_by, created_by_name,
                            updated_at, updated_by, updated_by_name, content)
                        values (?, 1, now(), 'x', 'X', now(), 'x', 'X', ?)
                        """.formatted(app.schema(), note.key()))
                .params(Ids.next(), content)
                .update();
    }

    List<String> columns(App app, Note note) {
        return jdbc.sql("""
                        select column_name from information_schema.columns
                        where table_schema = ? and table_name = ? order by ordinal_position
                        """)
                .params(app.schema(), note.key())
                .query((row, number) -> row.getString(1))
                .list();
    }

    List<String> values(App app, Note note, String column) {
        return jdbc.sql("select coalesce(%s, '-') from %s.%s order by id".formatted(column, app.schema(), note.key()))
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Returns once a transaction waits for an advisory lock that another one holds. */
    void awaitSomebodyWaitingAtTheGate() {
        Instant end = Instant.now().plusSeconds(20);
        while (jdbc.sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                        .query(Long.class)
                        .single()
                == 0) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Nobody waits");
            }
            Thread.onSpinWait();
        }
    }
}
