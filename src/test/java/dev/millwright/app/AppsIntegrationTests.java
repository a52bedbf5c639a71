package dev.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.app.AppRights.VersionedRights;
import dev.millwright.app.Apps.Tables;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.WithPerson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.core.simple.JdbcClient;

@AppTest
@WithPerson("dana")
class AppsIntegrationTests {

    @Autowired
    private Apps apps;

    @Autowired
    private AppRights rights;

    @Autowired
    private Bench bench;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ConfigurableApplicationContext context;

    @Test
    void creatorOwnsTheApp() {
        App app = bench.app();
        assertThat(rights.access(app.key()).owns()).isTrue();
        assertThat(apps.visible()).contains(app);
    }

    @Test
    void proposesAKeyFromAChineseLabel() {
        App first = apps.create(null, AppProfile.labelled("序列号管理"));
        App second = apps.create(null, AppProfile.labelled("序列号管理"));
        assertThat(first.key()).startsWith("xuliehaoguanli");
        assertThat(second.key()).isNotEqualTo(first.key());
    }

    @Test
    void refusesATakenKey() {
        App app = bench.app();
        assertThatThrownBy(() -> apps.create(app.key(), AppProfile.labelled("Again")))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void tellsAllThatIsWrongWithAnApp() {
        assertThatThrownBy(() -> apps.create("select", AppProfile.labelled(" ")))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(problem -> problem.path())
                                .containsExactly("label", "key"));
    }

    @Test
    void staffCannotCreateApps() {
        TestPeople.as(TestPeople.SAM);
        assertThat(apps.canCreate()).isFalse();
        assertThatThrownBy(() -> apps.create(null, AppProfile.labelled("Mine")))
                .isInstanceOf(NotAllowedException.class);
    }

    @Test
    void anAppThatIsNotSharedDoesNotExist() {
        App app = bench.app();
        TestPeople.as(TestPeople.SAM);
        assertThat(apps.visible()).doesNotContain(app);
        assertThatThrownBy(() -> apps.byKey(app.key())).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> rights.access(app.key())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aSharedAppIsThereAtOnce() {
        App app = bench.app();
        bench.shareWithSam(app);
        TestPeople.as(TestPeople.SAM);
        assertThat(apps.visible()).contains(app);
        assertThat(rights.access(app.key()).designs()).isFalse();
        assertThatThrownBy(() -> rights.of(app.key())).isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> apps.update(app.key(), AppProfile.labelled("Sam's")))
                .isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> apps.delete(app.key(), Tables.DROP)).isInstanceOf(NotAllowedException.class);
    }

    @Test
    void rightsAddUp() {
        App app = bench.app();
        Principal staff = Principal.role(Role.STAFF);
        Principal production = Principal.department("/Production");
        VersionedRights before = rights.of(app.key());
        rights.save(
                app.key(),
                new Rights(
                        before.rights().owners(),
                        List.of(),
                        List.of(staff, production),
                        Map.of(
                                staff,
                                Map.of(Rights.ANY_FORM, Set.of(Action.SEE), "secret", Set.of()),
                                production,
                                Map.of("serial", Set.of(Action.CREATE)))),
                before.version());
        TestPeople.as(TestPeople.SAM);
        Access sam = rights.access(app.key());
        assertThat(sam.allows("serial", Action.SEE)).isTrue();
        assertThat(sam.allows("serial", Action.CREATE)).isTrue();
        assertThat(sam.allows("serial", Action.DELETE)).isFalse();
        assertThat(sam.allows("secret", Action.SEE)).isFalse();
    }

    @Test
    void anAppNeverLosesItsLastOwner() {
        App app = bench.app();
        VersionedRights before = rights.of(app.key());
        assertThatThrownBy(() ->
                        rights.save(app.key(), new Rights(List.of(), List.of(), List.of(), Map.of()), before.version()))
                .isInstanceOf(InvalidException.class);
        assertThat(rights.of(app.key())).isEqualTo(before);
    }

    @Test
    void theSecondToChangeRightsIsTold() {
        App app = bench.app();
        VersionedRights before = rights.of(app.key());
        rights.save(app.key(), before.rights(), before.version());
        assertThatThrownBy(() -> rights.save(app.key(), before.rights(), before.version()))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void anAdministratorManagesRightsButReadsNoRecords() {
        App app = bench.app();
        TestPeople.as(TestPeople.ADMIN);
        Access admin = rights.access(app.key());
        assertThat(admin.manages()).isTrue();
        assertThat(admin.opens()).isFalse();
        assertThat(admin.allows("serial", Action.SEE)).isFalse();
        assertThat(apps.visible()).contains(app);
        VersionedRights before = rights.of(app.key());
        rights.save(app.key(), Rights.ownedBy(Principal.person(TestPeople.ADMIN.id())), before.version());
        assertThat(rights.access(app.key()).owns()).isTrue();
    }

    @Test
    void aDeletedAppKeepsItsTablesAndFreesItsKey() {
        App app = bench.app();
        NoteKind.Note note = bench.note(app, "memo");
        bench.publish(app);
        bench.row(app, note, "kept");
        apps.delete(app.key(), Tables.KEEP);
        assertThatThrownBy(() -> apps.byKey(app.key())).isInstanceOf(NotFoundException.class);
        String kept = "deleted_" + app.key() + "_" + app.id().toString().replace("-", "");
        assertThat(jdbc.sql("select content from %s.memo".formatted(kept))
                        .query(String.class)
                        .single())
                .isEqualTo("kept");
        assertThat(apps.create(app.key(), AppProfile.labelled("Anew")).release())
                .isZero();
    }

    /** Flows that end with the app say so in its records. */
    @Test
    void whatIsUnderWayEndsWhileTheTablesStand() {
        for (Tables fate : Tables.values()) {
            App app = bench.app();
            NoteKind.Note note = bench.note(app, "memo");
            bench.publish(app);
            bench.row(app, note, "there");
            List<Long> rows = new ArrayList<>();
            ApplicationListener<PayloadApplicationEvent<AppDeleted>> listener =
                    event -> rows.add(jdbc.sql("select count(*) from %s.memo"
                                    .formatted(event.getPayload().app().schema()))
                            .query(Long.class)
                            .single());
            GenericApplicationListenerAdapter adapted = new GenericApplicationListenerAdapter(listener) {
                @Override
                public boolean supportsEventType(ResolvableType type) {
                    return type.getGeneric().resolve(Object.class) == AppDeleted.class;
                }
            };
            context.addApplicationListener(adapted);
            try {
                apps.delete(app.key(), fate);
            } finally {
                context.removeApplicationListener(adapted);
            }
            assertThat(rows).as(fate.name()).containsExactly(1L);
        }
    }

    @Test
    void anAppDroppedWithItsTablesIsGone() {
        App app = bench.app();
        bench.note(app, "memo");
        bench.publish(app);
        apps.delete(app.key(), Tables.DROP);
        assertThat(jdbc.sql("select count(*) from pg_namespace where nspname like ?")
                        .param("%" + app.key() + "%")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void anAppThatOthersLinkToIsNotDeleted() {
        App target = bench.app();
        NoteKind.Note note = bench.note(target, "memo");
        bench.publish(target);
        App source = bench.app();
        NoteKind.Note link = bench.note(source, "link");
        bench.save(source, link.linkedTo(note.id()));
        bench.publish(source);
        assertThatThrownBy(() -> apps.delete(target.key(), Tables.KEEP))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        refusal -> assertThat(refusal.arguments()).contains(source.label()));
    }
}
