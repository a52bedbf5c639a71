package dev.millwright.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millwright.files.FileLimits;
import dev.millwright.files.FilePlace;
import dev.millwright.files.StoredFile;
import dev.millwright.files.StoredFiles;
import dev.millwright.files.spi.FileUse;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.FileKind;
import dev.millwright.shared.HasProblems;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Texts;
import dev.millwright.shared.TooLargeException;
import dev.millwright.testing.TestPeople;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Files in PostgreSQL: what is taken, how it comes back, and what becomes of what nobody saves. */
class KeptFilesIntegrationTests {

    private static Gate gate;
    private static StoredFiles files;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        gate = new Gate();
        files = gate.context.getBean(StoredFiles.class);
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @AfterEach
    void now() {
        gate.itIs(null);
    }

    @Test
    void givesBackWhatItKeptInPieces() throws IOException {
        byte[] content = new byte[3 * PostgresFileStore.PIECE + 17];
        new Random(1).nextBytes(content);
        StoredFile file = keep(content, "bytes.bin");
        assertThat(file.size()).isEqualTo(content.length);
        assertThat(read(file)).isEqualTo(content);
        assertThat(files.find(file.id())).contains(file);
    }

    /** Who downloads slowly must not keep all of it waiting in memory. */
    @Test
    void writesOnePieceAtATime() throws IOException {
        StoredFile file = keep(new byte[10 * PostgresFileStore.PIECE], "long.bin");
        int[] largest = new int[1];
        files.write(file, new OutputStream() {
            @Override
            public void write(int b) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                largest[0] = Math.max(largest[0], bytes.length);
            }
        });
        assertThat(largest[0]).isEqualTo(PostgresFileStore.PIECE);
    }

    @Test
    void makesSmallPicturesOfPicturesOnly() throws IOException {
        StoredFile photo = keep(PicturesForTests.picture("jpeg", 800, 600), "photo.jpg");
        assertThat(photo.thumbnail()).isTrue();
        assertThat(files.thumbnail(photo.id())).isPresent();
        StoredFile huge = keep(PicturesForTests.hugePng(10_000, 10_000), "huge.png");
        assertThat(huge.type()).isEqualTo("image/png");
        assertThat(huge.thumbnail()).isFalse();
        assertThat(files.thumbnail(huge.id())).isEmpty();
        assertThat(keep(words("hello"), "photo.png").thumbnail()).isFalse();
    }

    @Test
    void refusesWhatIsNoPictureWhereOnlyPicturesAreTaken() {
        FileLimits pictures = new FileLimits(Long.MAX_VALUE, Set.of(FileKind.PICTURE), false);
        assertThat(refused(words("<html></html>"), "page.png", pictures)).isEqualTo("files.error.otherKind");
        assertThat(refused(words("<svg xmlns='x'/>"), "plan.svg", pictures)).isEqualTo("files.error.otherKind");
        byte[] broken = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};
        assertThat(refused(broken, "broken.png", pictures)).isEqualTo("files.error.otherKind");
    }

    /** By what is in it, whatever its name says. */
    @Test
    void takesOnlyTheKindsThatAreWanted() throws IOException {
        FileLimits papers = new FileLimits(Long.MAX_VALUE, Set.of(FileKind.PDF, FileKind.SPREADSHEET), false);
        assertThat(keep(words("%PDF-1.7 "), "order.pdf", papers).type()).isEqualTo("application/pdf");
        assertThat(keep(words("a,b"), "order.csv", papers).type()).isEqualTo("text/csv");
        assertThat(refused(words("just words"), "order.pdf", papers)).isEqualTo("files.error.otherKind");
        InvalidException refused = catchThrowableOfType(
                InvalidException.class, () -> keep(words("PK\u0003\u0004...."), "order.pdf", papers));
        assertThat(gate.context
                        .getBean(Texts.class)
                        .text(Locale.ENGLISH, refused.problems().items().getFirst()))
                .contains("“order.pdf”", "an archive (ZIP, RAR, 7z)", "What can be added here: PDF, spreadsheets.");
    }

    @Test
    void takesThePlaceOutOfAPictureWhereAsked() throws IOException {
        FileLimits bare = FileLimits.NONE.asWithoutLocation();
        byte[] photo = PicturesForTests.located(800, 600, false, 6);
        StoredFile asItWas = keep(photo, "gate.jpg");
        assertThat(asItWas.located()).isTrue();
        assertThat(read(asItWas)).isEqualTo(photo);
        StoredFile without = keep(photo, "gate.jpg", bare);
        assertThat(without.located()).isFalse();
        assertThat(files.find(without.id())).contains(without);
        assertThat(Orientation.of(read(without))).isEqualTo(6);
        assertThat(new String(read(without), StandardCharsets.ISO_8859_1)).doesNotContain("GPS");
        assertThat(keep(words("exif:GPSLatitude"), "notes.txt", bare).located()).isFalse();
        byte[] odd = PicturesForTests.join(photo, words("exif:GPSLatitude=\"22"));
        assertThat(refused(odd, "odd.jpg", bare)).isEqualTo("files.error.locationStays");
    }

    /** What came before anybody looked may tell. */
    @Test
    void takesAPictureThatNobodyLookedIntoForOneWithAPlace() throws IOException {
        StoredFile photo = keep(PicturesForTests.picture("jpeg", 8, 6), "old.jpg");
        StoredFile note = keep(words("old"), "old.txt");
        gate.context.getBean(JdbcTemplate.class).update("update platform.file set located = null");
        assertThat(files.find(photo.id()).orElseThrow().located()).isTrue();
        assertThat(files.find(note.id()).orElseThrow().located()).isFalse();
    }

    @Test
    void refusesWhatIsEmptyOrTooLarge() {
        assertThat(refused(new byte[0], "empty.txt", FileLimits.NONE)).isEqualTo("files.error.empty");
        TooLargeException refused = catchThrowableOfType(
                TooLargeException.class,
                () -> keep(new byte[1_025], "a/b.txt", new FileLimits(1_024, Set.of(), false)));
        assertThat(refused.code()).isEqualTo("files.error.tooLarge");
        assertThat(refused.arguments()).containsExactly("b.txt", "1 KB");
    }

    @Test
    void removesWhatWasSavedWithNothingForADay() throws IOException {
        FileRemoval removal = gate.context.getBean(FileRemoval.class);
        StoredFile lost = keep(words("lost"), "lost.txt");
        StoredFile saved = keep(words("saved"), "saved.txt");
        files.put(List.of(place(saved)));
        removal.remove();
        assertThat(files.find(lost.id())).isPresent();
        gate.itIs(Instant.now().plus(Duration.ofHours(25)));
        StoredFile fresh = keep(words("fresh"), "fresh.txt");
        removal.remove();
        assertThat(files.find(lost.id())).isEmpty();
        assertThat(pieces(lost)).isZero();
        assertThat(read(saved)).isEqualTo(words("saved"));
        assertThat(files.find(fresh.id())).isPresent();
    }

    @Test
    void leavesWhatSomebodyNeedsBesideRecords() throws IOException {
        StoredFile typed = keep(words("typed"), "typed.txt");
        FileUse use = some -> Set.of(typed.id());
        DefaultListableBeanFactory beans = (DefaultListableBeanFactory) gate.context.getBeanFactory();
        beans.registerSingleton("use", use);
        try {
            gate.itIs(Instant.now().plus(Duration.ofDays(9)));
            gate.context.getBean(FileRemoval.class).remove();
            assertThat(files.find(typed.id())).isPresent();
        } finally {
            beans.destroySingleton("use");
        }
    }

    @Test
    void leavesWhatIsBeingSavedInThisVeryMoment() throws IOException {
        StoredFile file = keep(words("race"), "race.txt");
        gate.itIs(Instant.now().plus(Duration.ofDays(2)));
        FileRemoval removal = gate.context.getBean(FileRemoval.class);
        gate.transaction().executeWithoutResult(status -> {
            assertThat(files.hold(List.of(file.id()))).containsKey(file.id());
            CompletableFuture.supplyAsync(removal::remove).join();
            files.put(List.of(place(file)));
        });
        removal.remove();
        assertThat(read(file)).isEqualTo(words("race"));
    }

    @Test
    void forgetsWhatWasTriedButNotFinished() throws IOException {
        long before = count("platform.file_piece");
        Path content = Files.write(folder.resolve("gone"), words("gone"));
        InvalidException none = catchThrowableOfType(
                InvalidException.class,
                () -> files.keep(content, "x", new FileLimits(9, Set.of(FileKind.PICTURE), false)));
        assertThat(none).isNotNull();
        assertThat(count("platform.file_piece")).isEqualTo(before);
    }

    private static FilePlace place(StoredFile file) {
        return new FilePlace(file.id(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    }

    private static long pieces(StoredFile file) {
        Long count = gate.context
                .getBean(JdbcTemplate.class)
                .queryForObject("select count(*) from platform.file_piece where file = ?", Long.class, file.id());
        return count == null ? 0 : count;
    }

    private static long count(String table) {
        Long count =
                gate.context.getBean(JdbcTemplate.class).queryForObject("select count(*) from " + table, Long.class);
        return count == null ? 0 : count;
    }

    private static byte[] words(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(StoredFile file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        files.write(file, out);
        return out.toByteArray();
    }

    private StoredFile keep(byte[] content, String name) throws IOException {
        return keep(content, name, FileLimits.NONE);
    }

    private StoredFile keep(byte[] content, String name, FileLimits limits) throws IOException {
        Path file = Files.write(Files.createTempFile(folder, "upload", ""), content);
        return Gate.as(TestPeople.SAM, () -> files.keep(file, name, limits));
    }

    private String refused(byte[] content, String name, FileLimits limits) {
        DomainException refused = catchThrowableOfType(DomainException.class, () -> keep(content, name, limits));
        return refused instanceof HasProblems several
                ? several.problems().items().stream()
                        .map(Problem::code)
                        .findFirst()
                        .orElseThrow()
                : refused.code();
    }
}
