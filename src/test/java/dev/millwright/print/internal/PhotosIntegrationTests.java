package dev.millwright.print.internal;

import static dev.millwright.print.internal.Press.band;
import static dev.millwright.print.internal.Press.element;
import static dev.millwright.print.internal.Press.template;
import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static dev.millwright.record.internal.Gate.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.app.Action;
import dev.millwright.app.PublishedApps;
import dev.millwright.field.FileList;
import dev.millwright.field.FileRef;
import dev.millwright.files.FileLimits;
import dev.millwright.files.StoredFiles;
import dev.millwright.files.internal.PicturesForTests;
import dev.millwright.form.FormDefinition;
import dev.millwright.print.Band;
import dev.millwright.print.PrintPage;
import dev.millwright.shared.Problem;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures among the files of a record, on paper. */
class PhotosIntegrationTests {

    private final Press press = new Press();
    private final FormDefinition repair =
            form("repair", field("number", "text"), field("photos", "attachments"), field("papers", "attachments"));

    @TempDir
    Path folder;

    @BeforeEach
    void publish() {
        press.gate.publish("service", EnumSet.allOf(Action.class), repair);
    }

    @AfterEach
    void close() {
        press.close();
    }

    @Test
    void printsThePicturesAmongTheFilesAndNamesThemAll() throws IOException {
        press.publish(
                "service",
                template(
                        "report",
                        repair,
                        PrintPage.A4,
                        band(
                                Band.DETAIL,
                                60,
                                element("photos", 0, 0, 124, 30, "{\"field\": \"photos\", \"most\": 3}"),
                                element("field", 0, 40, 124, 6, "{\"field\": \"photos\"}"))));
        UUID record = press.create(
                "service",
                "repair",
                "photos",
                new FileList(List.of(
                        upload("words.txt", "words".getBytes(StandardCharsets.UTF_8)),
                        upload("pump.png", PicturesForTests.picture("png", 400, 300)))));
        byte[] file = press.file(
                press.prints().these(ref("service", "repair"), List.of(record), "report", Press.ENGLISH, Press.UNSEEN));
        try (Paper paper = new Paper(file)) {
            assertThat(paper.text(1)).contains("words.txt, pump.png");
            assertThat(colours(paper.look(1))).contains(Color.RED, Color.BLUE);
            paper.show("photos");
        }
    }

    @Test
    void tellsThatAFieldHoldsNoPictures() {
        List<Problem> problems = press.context
                .getBean(Reports.class)
                .make(
                        template(
                                "report",
                                repair,
                                PrintPage.A4,
                                band(Band.DETAIL, 60, element("photos", 0, 0, 124, 30, "{\"field\": \"number\"}"))),
                        names(),
                        Set.of())
                .problems()
                .items();
        assertThat(problems).extracting(Problem::code).containsExactly("print.error.noFiles");
    }

    private FormNames names() {
        Templates templates = press.context.getBean(Templates.class);
        return templates.names(
                repair,
                templates.published(press.gate
                        .context
                        .getBean(PublishedApps.class)
                        .find("service")
                        .orElseThrow()),
                Locale.ENGLISH);
    }

    /** The plain colours that can be seen, each told by what it is next to. */
    private static Set<Color> colours(BufferedImage page) {
        Set<Color> seen = new java.util.HashSet<>();
        for (int y = 0; y < page.getHeight(); y += 4) {
            for (int x = 0; x < page.getWidth(); x += 4) {
                Color colour = new Color(page.getRGB(x, y));
                for (Color plain : List.of(Color.RED, Color.BLUE)) {
                    if (Math.abs(colour.getRed() - plain.getRed()) < 40
                            && Math.abs(colour.getGreen() - plain.getGreen()) < 40
                            && Math.abs(colour.getBlue() - plain.getBlue()) < 40) {
                        seen.add(plain);
                    }
                }
            }
        }
        return seen;
    }

    private FileRef upload(String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        return FileRef.to(press.gate
                .context
                .getBean(StoredFiles.class)
                .keep(file, name, FileLimits.NONE)
                .id());
    }
}
