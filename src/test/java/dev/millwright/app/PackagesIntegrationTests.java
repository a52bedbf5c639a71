package dev.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millwright.app.NoteKind.Note;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.WithPerson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AppTest
@WithPerson("dana")
class PackagesIntegrationTests {

    @Autowired
    private Packages packages;

    @Autowired
    private Apps apps;

    @Autowired
    private AppRights rights;

    @Autowired
    private Drafts drafts;

    @Autowired
    private Bench bench;

    @Test
    void aPackageReadAppliedAndReadAgainIsTheSameByteForByte() {
        App app = bench.app();
        bench.note(app, "zebra");
        Note memo = bench.note(app, "memo");
        bench.save(app, memo.withText("改动 \"1.10\" \\ é"));
        bench.publish(app);
        byte[] before = packages.published(app.key());
        apps.delete(app.key(), Apps.Tables.DROP);
        App again = packages.apply(null, new ByteArrayInputStream(before), false);
        assertThat(again.key()).isEqualTo(app.key());
        assertThat(packages.drafts(app.key())).isEqualTo(before);
        bench.publish(again);
        assertThat(packages.published(app.key())).isEqualTo(before);
    }

    @Test
    void aPackageIsOneReadableFilePerObjectInOrder() throws IOException {
        App app = bench.app();
        bench.note(app, "zebra");
        bench.note(app, "memo");
        Map<String, String> files = unzip(packages.drafts(app.key()));
        assertThat(files.keySet()).containsExactly("app.json", "note/memo.json", "note/zebra.json", "rights.json");
        assertThat(files.get("note/memo.json"))
                .contains("\n  \"label\" : \"Note memo\"")
                .endsWith("}\n");
    }

    @Test
    void applyingTwiceChangesNothing() {
        App app = bench.app();
        bench.note(app, "memo");
        byte[] zip = packages.drafts(app.key());
        List<Draft> before = drafts.list(app.key());
        packages.apply(app.key(), new ByteArrayInputStream(zip), false);
        assertThat(drafts.list(app.key())).isEqualTo(before);
    }

    @Test
    void aSecondInstallationGetsIdsOfItsOwnAndTheSameEachTime() {
        App app = bench.app();
        Note target = bench.note(app, "target");
        Note source = bench.note(app, "source");
        bench.save(app, source.linkedTo(target.id()));
        bench.publish(app);
        byte[] zip = packages.published(app.key());
        String copy = app.key() + "_copy";
        packages.apply(copy, new ByteArrayInputStream(zip), false);
        List<Draft> first = drafts.list(copy);
        assertThat(first)
                .hasSize(2)
                .noneMatch(draft -> draft.json().contains(target.id().toString()));
        assertThat(drafts.find(copy, NoteKind.KEY, "source").orElseThrow().json())
                .contains(drafts.find(copy, NoteKind.KEY, "target")
                        .orElseThrow()
                        .id()
                        .toString());
        packages.apply(copy, new ByteArrayInputStream(zip), false);
        assertThat(drafts.list(copy)).isEqualTo(first);
        bench.publish(apps.byKey(copy));
        assertThat(packages.apply(copy, new ByteArrayInputStream(packages.published(copy)), false))
                .isNotNull();
    }

    @Test
    void unpublishedDraftsAreNotLostUnlessAskedTo() {
        App app = bench.app();
        Note memo = bench.note(app, "memo");
        bench.publish(app);
        byte[] zip = packages.published(app.key());
        bench.save(app, memo.withText("work of a day"));
        bench.note(app, "new");
        assertThatThrownBy(() -> packages.apply(app.key(), new ByteArrayInputStream(zip), false))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        refusal -> assertThat(refusal.arguments()).containsExactly("Note memo, Note new"));
        packages.apply(app.key(), new ByteArrayInputStream(zip), true);
        assertThat(drafts.list(app.key())).singleElement().matches(draft -> !draft.changed());
    }

    @Test
    void rolesTravelWithThePackageAndPeopleDoNot() throws IOException {
        App app = bench.app();
        Principal staff = Principal.role(Role.STAFF);
        Principal mia = Principal.person(TestPeople.MIA.id());
        var before = rights.of(app.key());
        rights.save(
                app.key(),
                new Rights(
                        before.rights().owners(),
                        List.of(mia),
                        List.of(staff, mia),
                        Map.of(staff, Map.of(Rights.ANY_FORM, Set.of(Action.SEE)))),
                before.version());
        byte[] zip = packages.drafts(app.key());
        assertThat(unzip(zip).get("rights.json")).contains("role:staff").doesNotContain("person:");
        packages.apply(app.key() + "_copy", new ByteArrayInputStream(zip), false);
        Rights copied = rights.of(app.key() + "_copy").rights();
        assertThat(copied.owners()).containsExactly(Principal.person(TestPeople.DANA.id()));
        assertThat(copied.members()).containsExactly(staff);
        assertThat(copied.matrix()).containsOnlyKeys(staff);
    }

    @Test
    void staffCannotReadOrApplyPackages() {
        App app = bench.app();
        bench.shareWithSam(app);
        byte[] zip = packages.drafts(app.key());
        TestPeople.as(TestPeople.SAM);
        assertThatThrownBy(() -> packages.published(app.key())).isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> packages.apply(app.key(), new ByteArrayInputStream(zip), true))
                .isInstanceOf(NotAllowedException.class);
        assertThatThrownBy(() -> packages.apply("sams_app", new ByteArrayInputStream(zip), true))
                .isInstanceOf(NotAllowedException.class);
    }

    @Test
    void nothingStaysOfAPackageThatCannotBeRead() throws IOException {
        App app = bench.app();
        Map<String, String> files = unzip(packages.drafts(app.key()));
        files.put("note/broken.json", "[1]");
        byte[] zip = zip(files);
        String key = app.key() + "_copy";
        assertThatThrownBy(() -> packages.apply(key, new ByteArrayInputStream(zip), false))
                .isInstanceOf(InvalidException.class);
        assertThat(apps.visible()).extracting(App::key).doesNotContain(key);
        assertThat(apps.create(key, AppProfile.labelled("Free")).key()).isEqualTo(key);
    }

    @Test
    void hostileFilesAreRefused() throws IOException {
        refuses("app.package.noPackage", "no zip at all".getBytes(StandardCharsets.UTF_8));
        refuses("app.package.unexpectedFile", zip(Map.of("../app.json", "{}")));
        refuses("app.package.unexpectedFile", zip(Map.of("note/../../etc.json", "{}")));
        refuses("app.package.unexpectedFile", zip(Map.of("run.sh", "#!")));
        refuses("app.package.unknownKind", zip(Map.of("app.json", "{}", "virus/a.json", "{}")));
        refuses("app.package.fileMissing", zip(Map.of("note/a.json", "{}")));
        refuses("app.package.tooLarge", zip(Map.of("note/bomb.json", " ".repeat(5_000_000))));
    }

    private void refuses(String code, byte[] zip) {
        assertThatThrownBy(() -> packages.apply(null, new ByteArrayInputStream(zip), true))
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(problem -> problem.code())
                                .containsExactly(code));
    }

    private static Map<String, String> unzip(byte[] zip) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                files.put(entry.getName(), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream stream = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                stream.putNextEntry(new ZipEntry(file.getKey()));
                stream.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
