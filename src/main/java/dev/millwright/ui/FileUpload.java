package dev.millwright.ui;

import com.vaadin.flow.server.communication.TransferUtil;
import com.vaadin.flow.server.streams.FileUploadCallback;
import com.vaadin.flow.server.streams.TransferContext;
import com.vaadin.flow.server.streams.TransferProgressAwareHandler;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import com.vaadin.flow.server.streams.UploadMetadata;
import com.vaadin.flow.server.streams.UploadResult;
import dev.millwright.shared.ScratchFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes what is uploaded into a file, up to a size. What is larger, or does not say how large it is, is refused unread, whatever the
 * browser let through.
 */
public final class FileUpload extends TransferProgressAwareHandler<UploadEvent, FileUpload> implements UploadHandler {

    static final int TOO_LARGE = 413;

    private final long largest;
    private final transient ScratchFiles files;
    private final FileUploadCallback arrived;

    /**
     * @param largest in bytes
     * @param arrived gets the file with the page locked, and deletes it when it is no longer needed
     */
    public FileUpload(long largest, ScratchFiles files, FileUploadCallback arrived) {
        this.largest = largest;
        this.files = files;
        this.arrived = arrived;
    }

    static boolean refuses(UploadEvent event, long largest) {
        return event.getFileSize() < 0 || event.getFileSize() > largest;
    }

    @Override
    public void handleUploadRequest(UploadEvent event) throws IOException {
        if (refuses(event, largest)) {
            event.reject();
            return;
        }
        setTransferUI(event.getUI());
        Path file = files.create("upload");
        try (InputStream in = event.getInputStream();
                OutputStream out = Files.newOutputStream(file)) {
            TransferUtil.transfer(in, out, getTransferContext(event), getListeners());
        } catch (IOException e) {
            Files.deleteIfExists(file);
            notifyError(event, e);
            throw e;
        }
        UploadMetadata metadata = new UploadMetadata(event.getFileName(), event.getContentType(), event.getFileSize());
        event.getUI().access(() -> {
            try {
                arrived.complete(metadata, file.toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** As the component expects it of a server that takes no more. */
    @Override
    public void responseHandled(UploadResult result) {
        if (result.allRejected()) {
            result.response().setStatus(TOO_LARGE);
        } else {
            UploadHandler.super.responseHandled(result);
        }
    }

    @Override
    protected TransferContext getTransferContext(UploadEvent event) {
        return new TransferContext(
                event.getRequest(),
                event.getResponse(),
                event.getSession(),
                event.getFileName(),
                event.getOwningElement(),
                event.getFileSize());
    }
}
