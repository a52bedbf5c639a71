package dev.millwright.workspace.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.FileList;
import dev.millwright.field.FileRef;
import dev.millwright.files.FileLimits;
import dev.millwright.files.StoredFiles;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.JsonNodeFactory;

/** The page of a record with files. */
class AttachmentsViewTests extends PublishedFormViewTest {

    @Autowired
    private StoredFiles files;

    @Autowired
    private Publishing publishing;

    @Autowired
    private DefinitionCodec codec;

    @TempDir
    Path folder;

    private FormRef repair = new FormRef("", "");

    @BeforeEach
    void publishRepairs() {
        FieldDefinition papers = new FieldDefinition(
                Ids.next(),
                "papers",
                "Papers",
                "attachments",
                JsonNodeFactory.instance.objectNode(),
                false,
                false,
                "",
                "",
                null);
        FormDefinition definition = new FormDefinition(
                Ids.next(),
                "repair",
                "Repair",
                "vaadin:form",
                null,
                null,
                List.of(new SectionDefinition(Ids.next(), "", List.of(new RowDefinition(List.of(papers))))),
                List.of());
        drafts.save(form.app(), FormDefinition.KIND, codec.write(definition), 0);
        publishing.publish(
                form.app(),
                ReleaseRequest.all(),
                publishing.plan(form.app(), ReleaseRequest.all()).fingerprint());
        repair = new FormRef(form.app(), "repair");
    }

    @Test
    void thePageShowsTheFilesAndTheHistoryWhatCameAndWent() throws IOException {
        FileRef one = upload("one.pdf", "%PDF-1.4");
        FileRef two = upload("two.txt", "words");
        RecordData record = records.create(repair, Map.of("papers", new FileList(List.of(one))), Via.SCREEN);
        records.update(repair, record.id(), null, Map.of("papers", new FileList(List.of(two))), Via.SCREEN);
        records.update(repair, record.id(), null, Map.of("papers", new FileList(List.of(two, one))), Via.SCREEN);
        records.update(repair, record.id(), null, Map.of("papers", new FileList(List.of(one, two))), Via.SCREEN);
        open(RecordsNavigation.record(repair, record.id()));
        assertThat($(Anchor.class).all().stream().filter(anchor -> anchor.hasClassName("mw-file-name")))
                .extracting(Anchor::getText)
                .as("only what is safe to show is opened")
                .containsExactly("one.pdf");
        assertThat($(Span.class).all().stream().filter(span -> span.hasClassName("mw-history-value")))
                .extracting(Span::getText)
                .containsExactly("put in another order", "added one.pdf", "added two.txt; removed one.pdf");
    }

    private FileRef upload(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return FileRef.to(files.keep(file, name, FileLimits.NONE).id());
    }
}
