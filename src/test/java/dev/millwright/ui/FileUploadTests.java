package dev.millwright.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.Command;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadResult;
import com.vaadin.flow.server.streams.UploadResult.RejectedFile;
import dev.millwright.shared.ScratchFiles;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileUploadTests {

    private static final long LARGEST = 1_000;

    private final List<File> arrived = new ArrayList<>();

    @TempDir
    private Path parent;

    private ScratchFiles files;
    private FileUpload upload;

    @BeforeEach
    void open() {
        files = ScratchFiles.in(parent);
        upload = new FileUpload(LARGEST, files, (metadata, file) -> arrived.add(file));
    }

    @AfterEach
    void close() throws IOException {
        files.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {LARGEST + 1, 200_000_000, -1})
    void refusesUnreadWhatIsTooLargeOrDoesNotSay(long size) throws IOException {
        UploadEvent event = event(size, InputStream.nullInputStream());
        upload.handleUploadRequest(event);
        verify(event).reject();
        assertThat(uploads()).isEmpty();
        VaadinResponse response = mock(VaadinResponse.class);
        upload.responseHandled(
                new UploadResult(true, response, null, List.of(), List.of(new RejectedFile("big.csv", ""))));
        verify(response).setStatus(413);
    }

    @Test
    void refusesPicturesInTheSameWay() throws IOException {
        SmallUpload small = new SmallUpload(LARGEST, (metadata, content) -> arrived.add(new File("never")));
        UploadEvent event = event(LARGEST + 1, InputStream.nullInputStream());
        small.handleUploadRequest(event);
        verify(event).reject();
        assertThat(arrived).isEmpty();
    }

    @Test
    void keepsWhatFits() throws IOException {
        upload.handleUploadRequest(event(3, new ByteArrayInputStream("a,b".getBytes(StandardCharsets.UTF_8))));
        assertThat(arrived).singleElement().satisfies(file -> assertThat(file).hasContent("a,b"));
    }

    @Test
    void leavesNothingWhenItBreaksOff() throws IOException {
        UploadEvent event = event(3, new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        });
        assertThatThrownBy(() -> upload.handleUploadRequest(event)).hasMessage("gone");
        assertThat(uploads()).isEmpty();
        assertThat(arrived).isEmpty();
    }

    private List<Path> uploads() throws IOException {
        try (Stream<Path> all = Files.list(files.folder())) {
            return all.filter(file -> file.getFileName().toString().startsWith("upload"))
                    .toList();
        }
    }

    private static UploadEvent event(long size, InputStream content) {
        UploadEvent event = mock(UploadEvent.class);
        UI ui = mock(UI.class);
        doAnswer(call -> {
                    call.<Command>getArgument(0).execute();
                    return null;
                })
                .when(ui)
                .access(any());
        when(event.getUI()).thenReturn(ui);
        when(event.getFileName()).thenReturn("parts.csv");
        when(event.getFileSize()).thenReturn(size);
        when(event.getInputStream()).thenReturn(content);
        return event;
    }
}
