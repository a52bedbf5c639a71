package dev.millwright.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millwright.files.FileLimits;
import dev.millwright.files.FilePlace;
import dev.millwright.files.StoredFile;
import dev.millwright.files.StoredFiles;
import dev.millwright.files.spi.FileStore;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.BusyException;
import dev.millwright.testing.TestPeople;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Files in a bucket, over HTTP to something that answers as S3 does. */
@ExtendWith(OutputCaptureExtension.class)
class S3FileStoreIntegrationTests {

    private static final String SECRET = "a-secret-that-nobody-reads";

    private static FakeS3 s3;
    private static Gate gate;
    private static StoredFiles files;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() throws IOException {
        s3 = new FakeS3();
        gate = new Gate(Map.of(
                "millwright.files.store", "s3",
                "millwright.files.s3.bucket", "plant",
                "millwright.files.s3.prefix", "millwright/",
                "millwright.files.s3.endpoint", s3.address(),
                "millwright.files.s3.access-key", "key-of-the-plant",
                "millwright.files.s3.secret-key", SECRET));
        files = gate.context.getBean(StoredFiles.class);
    }

    @AfterAll
    static void close() {
        gate.close();
        s3.close();
    }

    @AfterEach
    void asBefore() {
        s3.down = false;
        s3.lying = false;
        gate.itIs(null);
    }

    @Test
    void givesBackWhatItKeptInPieces() throws IOException {
        for (int length : new int[] {1, S3FileStore.PIECE, 2 * S3FileStore.PIECE + 17}) {
            byte[] content = new byte[length];
            new Random(length).nextBytes(content);
            StoredFile file = keep(content);
            assertThat(s3.objects).containsEntry("/plant/millwright/" + file.id(), content);
            assertThat(read(file)).isEqualTo(content);
        }
        assertThat(count("platform.file_piece")).isZero();
        assertThat(leftovers()).isZero();
        assertThat(s3.authorizations)
                .isNotEmpty()
                .allMatch(sent -> sent.startsWith("AWS4-HMAC-SHA256 Credential=key-of-the-plant/")
                        && sent.contains("Signature="));
    }

    @Test
    void knowsNoFileThatDidNotArrive(CapturedOutput output) throws IOException {
        s3.down = true;
        long before = count("platform.file");
        assertThatExceptionOfType(BusyException.class)
                .isThrownBy(() -> keep(words("lost")))
                .matches(e -> e.code().equals("files.error.away"));
        assertThat(count("platform.file")).isEqualTo(before);
        s3.down = false;
        s3.lying = true;
        int objects = s3.objects.size();
        assertThatExceptionOfType(BusyException.class).isThrownBy(() -> keep(words("half")));
        assertThat(s3.objects).hasSize(objects + 1);
        s3.lying = false;
        removal().remove();
        assertThat(s3.objects).hasSize(objects);
        assertThat(leftovers()).isZero();
        assertThat(output).contains("cannot be kept").doesNotContain(SECRET);
    }

    @Test
    void losesAndLeavesNothingWhenTheWorkAroundItFails() throws IOException {
        int objects = s3.objects.size();
        gate.transaction().executeWithoutResult(status -> {
            keepUnchecked(words("rolled back"));
            status.setRollbackOnly();
        });
        removal().remove();
        assertThat(s3.objects).as("may still be on its way").hasSize(objects + 1);
        gate.itIs(Instant.now().plus(Duration.ofHours(23)));
        StoredFile saved = keep(words("saved"));
        files.put(List.of(
                new FilePlace(saved.id(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())));
        gate.itIs(Instant.now().plus(Duration.ofHours(25)));
        removal().remove();
        assertThat(s3.objects).containsKey("/plant/millwright/" + saved.id());
        assertThat(leftovers()).isZero();
        assertThat(read(saved)).isEqualTo(words("saved"));
    }

    @Test
    void removesWhatWasSavedWithNothingAsSoonAsTheStoreAnswers() throws IOException {
        StoredFile lost = keep(words("lost"));
        gate.itIs(Instant.now().plus(Duration.ofHours(25)));
        s3.down = true;
        assertThatExceptionOfType(BusyException.class)
                .isThrownBy(() -> removal().remove());
        assertThat(files.find(lost.id())).isEmpty();
        assertThat(s3.objects).containsKey("/plant/millwright/" + lost.id());
        s3.down = false;
        removal().remove();
        assertThat(s3.objects).doesNotContainKey("/plant/millwright/" + lost.id());
        assertThat(leftovers()).isZero();
    }

    /** An installation goes over to another store while its old files stay where they are. */
    @Test
    void readsFilesWhereTheyLie() throws IOException {
        StoredFile there = keep(words("in the bucket"));
        StoredFile here = keepWith(stores("database"), words("in the database"));
        assertThat(count("platform.file_piece")).isOne();
        assertThat(read(there)).isEqualTo(words("in the bucket"));
        assertThat(read(here)).isEqualTo(words("in the database"));
        gate.itIs(Instant.now().plus(Duration.ofDays(2)));
        removal().remove();
        assertThat(count("platform.file_piece")).isZero();
        assertThat(s3.objects).doesNotContainKey("/plant/millwright/" + there.id());
    }

    @Test
    void failsRatherThanGivingHalfAFile() throws IOException {
        StoredFile file = keep(words("all of it"));
        s3.objects.put("/plant/millwright/" + file.id(), words("all"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(file));
        s3.objects.remove("/plant/millwright/" + file.id());
        assertThatExceptionOfType(BusyException.class).isThrownBy(() -> read(file));
    }

    @Test
    void doesNotStartWithAStoreThatIsNotSetUp() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stores("tape"))
                .withMessageContaining("tape")
                .withMessageContaining("database");
    }

    private static FileStores stores(String current) {
        return new FileStores(
                List.copyOf(gate.context.getBeansOfType(FileStore.class).values()),
                gate.context.getBean(FileTable.class),
                gate.context.getBean(Leftovers.class),
                gate.context.getBean(BusinessTime.class),
                gate.context.getBean(PlatformTransactionManager.class),
                current);
    }

    private StoredFile keepWith(FileStores stores, byte[] content) throws IOException {
        StoredFile file = new StoredFile(
                UUID.randomUUID(), "x.txt", content.length, "text/plain", TestPeople.SAM.id(), false, false);
        stores.keep(
                file.id(),
                write(content),
                store -> gate.context.getBean(FileTable.class).insert(file, null, Instant.now(), store));
        return file;
    }

    private static FileRemoval removal() {
        return gate.context.getBean(FileRemoval.class);
    }

    private static long leftovers() {
        return count("platform.file_leftover");
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

    private Path write(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "upload", ""), content);
    }

    private StoredFile keep(byte[] content) throws IOException {
        Path file = write(content);
        return Gate.as(TestPeople.SAM, () -> files.keep(file, "bytes.bin", FileLimits.NONE));
    }

    private void keepUnchecked(byte[] content) {
        try {
            keep(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
