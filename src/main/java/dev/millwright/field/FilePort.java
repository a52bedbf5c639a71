package dev.millwright.field;

import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.UploadHandler;
import java.util.UUID;

/** Port for editors of files: takes files in and gives them out, under the rights of who sees the editor. */
public interface FilePort {

    /** Where a small picture of the file is found, for those who see it; nothing is there when there is none. */
    static String thumbnailAddress(UUID file) {
        return "files/" + file + "/thumbnail";
    }

    /** The largest file that is taken at all, in bytes. */
    long largest();

    /**
     * Keeps what is uploaded, or says why not.
     *
     * @param arrival hears of it with the page locked
     */
    UploadHandler receive(FileTerms terms, Arrival arrival);

    /** The content, shown by the browser where that is safe for its type. */
    DownloadHandler open(FileRef file);

    /** The content, to be saved. */
    DownloadHandler save(FileRef file);

    /** A small picture; nothing is found when there is none. */
    DownloadHandler thumbnail(FileRef file);

    /** Whether a browser shows the file by itself. */
    boolean isShown(FileRef file);

    /** Whether it is a picture that there may be a small one of. */
    boolean isPicture(FileRef file);

    /** What became of an uploaded file. */
    interface Arrival {

        void arrived(FileRef file);

        /**
         * @param why in words that name the file
         */
        void refused(String why);
    }
}
