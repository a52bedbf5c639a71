package dev.millwright.record.web;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static dev.millwright.record.internal.Gate.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import dev.millwright.app.Action;
import dev.millwright.field.FileList;
import dev.millwright.field.FileRef;
import dev.millwright.files.StoredFiles;
import dev.millwright.files.internal.PicturesForTests;
import dev.millwright.identity.Person;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.AttachedFiles;
import dev.millwright.record.Via;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.shared.Texts;
import dev.millwright.testing.TestPeople;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files over HTTP, without the filters and the error advice around it. */
class FileApiIntegrationTests {

    private static Gate gate;
    private static MockMvc mvc;

    @BeforeAll
    static void publish() {
        gate = new Gate();
        gate.publish(
                "service",
                EnumSet.allOf(Action.class),
                form(
                        "repair",
                        field("photos", "attachments"),
                        field("sent", "attachments", "{\"withoutLocation\": true}", "")));
        gate.publish("plain", EnumSet.allOf(Action.class), form("note", field("text", "text")));
        mvc = MockMvcBuilders.standaloneSetup(new FileApi(
                        gate.context.getBean(StoredFiles.class),
                        gate.context.getBean(AttachedFiles.class),
                        gate.context.getBean(ScratchFiles.class)))
                .build();
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    @Test
    void keepsAFileAndGivesItBack() throws Exception {
        byte[] photo = PicturesForTests.picture("png", 40, 30);
        JsonNode kept = upload("../一 photo.png", photo);
        assertThat(kept.get("name").stringValue()).isEqualTo("一 photo.png");
        assertThat(kept.get("size").longValue()).isEqualTo(photo.length);
        assertThat(kept.get("type").stringValue()).isEqualTo("image/png");
        MockHttpServletResponse answer = read(TestPeople.SAM, "/" + id(kept));
        assertThat(answer.getContentAsByteArray()).isEqualTo(photo);
        assertThat(answer.getContentType()).isEqualTo("image/png");
        assertThat(answer.getHeader("Content-Disposition")).startsWith("inline").contains("%20photo.png");
        assertThat(read(TestPeople.SAM, "/" + id(kept) + "/thumbnail").getContentType())
                .isEqualTo("image/jpeg");
    }

    /** What runs scripts is bytes to be saved, whatever its name says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "page.png|<html><script>alert(1)</script></html>",
                "drawing.svg|<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "feed.xml|<?xml version='1.0'?><a/>"
            })
    void showsNothingThatCouldAct(String name, String content) throws Exception {
        JsonNode kept = upload(name, content.getBytes(StandardCharsets.UTF_8));
        MockHttpServletResponse answer = read(TestPeople.SAM, "/" + id(kept));
        assertThat(answer.getContentType()).isEqualTo("application/octet-stream");
        assertThat(answer.getHeader("Content-Disposition")).startsWith("attachment");
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeader("Content-Security-Policy"))
                .contains("sandbox")
                .contains("default-src 'none'");
    }

    @Test
    void givesAFileToThoseWhoSeeItsRecord() throws Exception {
        JsonNode kept = upload("photo.txt", "words".getBytes(StandardCharsets.UTF_8));
        assertThat(isThere(TestPeople.DANA, kept)).isFalse();
        Gate.run(
                TestPeople.SAM,
                () -> gate.records()
                        .create(
                                ref("service", "repair"),
                                values("photos", new FileList(List.of(FileRef.to(UUID.fromString(id(kept)))))),
                                Via.API));
        assertThat(isThere(TestPeople.DANA, kept)).isTrue();
        assertThat(isThere(TestPeople.MIA, kept)).isFalse();
    }

    /** Who uploads does so before anybody knows for which field. */
    @Test
    void takesPlacesOutWhereAskedAndLetsNoneIntoAFieldWithoutThem() throws Exception {
        byte[] photo = PicturesForTests.located(80, 60, true, 6);
        JsonNode located = upload("gate.jpg", photo);
        assertThat(read(TestPeople.SAM, "/" + id(located)).getContentAsByteArray())
                .isEqualTo(photo);
        InvalidException refused = catchThrowableOfType(InvalidException.class, () -> send(located));
        assertThat(refused.problems().items()).extracting(Problem::code).containsExactly("field.error.files.located");
        JsonNode bare = upload("?withoutLocation=true", "gate.jpg", photo);
        send(bare);
        assertThat(read(TestPeople.SAM, "/" + id(bare)).getContentAsString(StandardCharsets.ISO_8859_1))
                .contains("2026:05:04 10:11:12")
                .doesNotContain("GPSLatitude");
    }

    private static void send(JsonNode kept) {
        FileList files = new FileList(List.of(FileRef.to(UUID.fromString(id(kept)))));
        Gate.run(TestPeople.SAM, () -> gate.records().create(ref("service", "repair"), values("sent", files), Via.API));
    }

    @Test
    void leavesNothingOfAnUploadBehind() throws Exception {
        upload("photo.txt", "words".getBytes(StandardCharsets.UTF_8));
        Path folder = gate.context.getBean(ScratchFiles.class).folder();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).noneMatch(name -> name.startsWith("upload"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void describesFilesOnlyWhereThereAreSome() {
        assertThat(document("service").at("/paths/~1files/post").isMissingNode())
                .isFalse();
        assertThat(document("service")
                        .at("/components/schemas/repair.record/allOf/1/properties/photos/items/$ref")
                        .stringValue())
                .isEqualTo("#/components/schemas/File");
        assertThat(document("plain").at("/paths/~1files").isMissingNode()).isTrue();
    }

    private static JsonNode document(String app) {
        ApiDocuments documents = new ApiDocuments(
                gate.context.getBean(AccessibleForms.class),
                List.of(new FileChapter()),
                gate.context.getBean(Texts.class));
        return Gate.as(TestPeople.SAM, () -> JsonMapper.shared().readTree(documents.of(app, Locale.ENGLISH)));
    }

    private static String id(JsonNode kept) {
        return kept.get("id").stringValue();
    }

    private static boolean isThere(Person person, JsonNode kept) throws Exception {
        try {
            return read(person, "/" + id(kept)).getStatus() == 200;
        } catch (ServletException e) {
            assertThat(e).hasCauseInstanceOf(NotFoundException.class);
            return false;
        }
    }

    private static JsonNode upload(String name, byte[] content) throws Exception {
        return upload("", name, content);
    }

    private static JsonNode upload(String query, String name, byte[] content) throws Exception {
        MockHttpServletResponse answer = Gate.as(TestPeople.SAM, () -> {
            try {
                return mvc.perform(multipart("/api/v1/files" + query)
                                .file(new MockMultipartFile("file", name, "image/png", content)))
                        .andReturn()
                        .getResponse();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(answer.getStatus()).isEqualTo(201);
        return JsonMapper.shared().readTree(answer.getContentAsByteArray());
    }

    private static MockHttpServletResponse read(Person person, String path) throws Exception {
        Exception[] thrown = new Exception[1];
        MockHttpServletResponse answer = Gate.as(person, () -> {
            try {
                return mvc.perform(get("/api/v1/files" + path)).andReturn().getResponse();
            } catch (Exception e) {
                thrown[0] = e;
                return new MockHttpServletResponse();
            }
        });
        if (thrown[0] != null) {
            throw thrown[0];
        }
        return answer;
    }
}
