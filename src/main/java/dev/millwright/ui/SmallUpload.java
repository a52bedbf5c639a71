package dev.millwright.ui;

import com.vaadin.flow.server.streams.InMemoryUploadCallback;
import com.vaadin.flow.server.streams.InMemoryUploadHandler;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadResult;
import java.io.IOException;

/** Takes what is uploaded into memory, if it is small; what is not is refused unread, as {@link FileUpload} does. */
public final class SmallUpload extends InMemoryUploadHandler {

    private final long largest;

    /**
     * @param largest in bytes
     */
    public SmallUpload(long largest, InMemoryUploadCallback arrived) {
        super(arrived);
        this.largest = largest;
    }

    @Override
    public void handleUploadRequest(UploadEvent event) throws IOException {
        if (FileUpload.refuses(event, largest)) {
            event.reject();
        } else {
            super.handleUploadRequest(event);
        }
    }

    @Override
    public void responseHandled(UploadResult result) {
        if (result.allRejected()) {
            result.response().setStatus(FileUpload.TOO_LARGE);
        } else {
            super.responseHandled(result);
        }
    }
}
