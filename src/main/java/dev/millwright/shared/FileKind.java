package dev.millwright.shared;

import java.util.Locale;
import java.util.Set;

/** What a file is to people, by the media type of its content. */
public enum FileKind {
    PICTURE(Label.of("a picture", "图片"), Label.of("pictures", "图片")),
    PDF(Label.of("a PDF", "PDF"), Label.of("PDF", "PDF")),
    DOCUMENT(Label.of("a text or Word document", "文本或 Word 文档"), Label.of("texts and Word documents", "文本和 Word 文档")),
    SPREADSHEET(Label.of("a spreadsheet", "电子表格"), Label.of("spreadsheets", "电子表格")),
    PRESENTATION(Label.of("a presentation", "演示文稿"), Label.of("presentations", "演示文稿")),
    DRAWING(
            Label.of("a technical drawing (DWG, SVG)", "工程图（DWG、SVG）"),
            Label.of("technical drawings (DWG, SVG)", "工程图（DWG、SVG）")),
    VIDEO(Label.of("a film", "视频"), Label.of("films", "视频")),
    AUDIO(Label.of("a sound recording", "音频"), Label.of("sound recordings", "音频")),
    ARCHIVE(
            Label.of("an archive (ZIP, RAR, 7z)", "压缩包（ZIP、RAR、7z）"),
            Label.of("archives (ZIP, RAR, 7z)", "压缩包（ZIP、RAR、7z）")),
    OTHER(Label.of("a file of another kind", "其他类型的文件"), Label.of("files of other kinds", "其他类型的文件"));

    private static final Set<String> DRAWINGS = Set.of("image/svg+xml", "application/acad");

    private static final Set<String> DOCUMENTS = Set.of(
            "text/plain",
            "application/msword",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.oasis.opendocument.text");

    private static final Set<String> SPREADSHEETS = Set.of(
            "text/csv",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.oasis.opendocument.spreadsheet");

    private static final Set<String> PRESENTATIONS = Set.of(
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.oasis.opendocument.presentation");

    private static final Set<String> ARCHIVES =
            Set.of("application/zip", "application/gzip", "application/x-7z-compressed", "application/vnd.rar");

    private final Label one;
    private final Label several;

    FileKind(Label one, Label several) {
        this.one = one;
        this.several = several;
    }

    /** What files of a media type are. */
    public static FileKind of(String type) {
        if (DRAWINGS.contains(type)) {
            return DRAWING;
        }
        if (type.startsWith("image/")) {
            return PICTURE;
        }
        if (type.equals("application/pdf")) {
            return PDF;
        }
        if (DOCUMENTS.contains(type)) {
            return DOCUMENT;
        }
        if (SPREADSHEETS.contains(type)) {
            return SPREADSHEET;
        }
        if (PRESENTATIONS.contains(type)) {
            return PRESENTATION;
        }
        if (ARCHIVES.contains(type)) {
            return ARCHIVE;
        }
        return type.startsWith("video/") ? VIDEO : type.startsWith("audio/") ? AUDIO : OTHER;
    }

    /** One of them within a sentence. */
    public Label one() {
        return one;
    }

    /** Several of them within a sentence. */
    public Label several() {
        return several;
    }

    /** As it stands in definitions. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
