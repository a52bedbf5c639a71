package dev.millwright.field.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FileList;
import dev.millwright.field.FilePort;
import dev.millwright.field.FileRef;
import dev.millwright.field.FileTerms;
import dev.millwright.field.type.AttachmentsFieldType.Config;
import dev.millwright.shared.FileKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files in their editor, without a browser. */
@ViewPackages(classes = AttachmentsFieldViewTests.class)
class AttachmentsFieldViewTests extends BrowserlessTest {

    private static final FileRef PHOTO = new FileRef(UUID.randomUUID(), "photo.jpg", 2 << 20, "image/jpeg");
    private static final FileRef PAPER = new FileRef(UUID.randomUUID(), "paper.pdf", 3 << 20, "application/pdf");
    private static final FileRef PAGE = new FileRef(UUID.randomUUID(), "page.png", 10, "text/html");

    private static final String HINT =
            "What can be added: PDF, films. 2 MB each at most. The place is removed from photos as they are added.";

    private final Uploads uploads = new Uploads();

    @Test
    void addsWhatArrivesAndTellsThatItChanged() {
        FieldEditor<FileList> editor = editor(2L);
        AtomicInteger changes = new AtomicInteger();
        editor.onChange(changes::incrementAndGet);
        uploads.arrival().arrived(PHOTO);
        uploads.arrival().arrived(PAPER);
        assertThat(editor.value()).isEqualTo(new FileList(List.of(PHOTO, PAPER)));
        assertThat(changes).hasValue(2);
        assertThat($(Upload.class).exists()).as("no room for more").isFalse();
    }

    @Test
    void refusesOneTooManyByItsNameAndKeepsTheOthers() {
        FieldEditor<FileList> editor = editor(1L);
        uploads.arrival().arrived(PHOTO);
        uploads.arrival().arrived(PAPER);
        uploads.arrival().refused("“page.png” is not a picture.");
        assertThat(editor.value()).isEqualTo(new FileList(List.of(PHOTO)));
        assertThat(shownTexts())
                .anySatisfy(text -> assertThat(text).contains("paper.pdf").contains("one file"))
                .anySatisfy(text -> assertThat(text).contains("page.png"));
    }

    @Test
    void movesByButtonsAndRemoves() {
        FieldEditor<FileList> editor = editor(null);
        editor.setValue(new FileList(List.of(PHOTO, PAPER)));
        press("Move “paper.pdf” up");
        assertThat(editor.value()).isEqualTo(new FileList(List.of(PAPER, PHOTO)));
        assertThat($(ListItem.class).first().getElement().getTextRecursively()).contains("paper.pdf");
        press("Remove “paper.pdf”");
        press("Remove “photo.jpg”");
        assertThat(editor.value()).isNull();
    }

    @Test
    void opensOnlyWhatIsSafeToShowAndLetsAllBeSaved() {
        FieldEditor<FileList> editor = editor(null);
        editor.setValue(new FileList(List.of(PHOTO, PAPER, PAGE)));
        List<String> opened = $(Anchor.class).all().stream()
                .filter(anchor -> anchor.getTarget().filter("_blank"::equals).isPresent())
                .map(Anchor::getText)
                .toList();
        assertThat(opened).containsExactly("photo.jpg", "paper.pdf");
        assertThat($(Anchor.class).all().stream().filter(anchor -> anchor.hasClassName("mw-file-save")))
                .hasSize(3);
    }

    @Test
    void changesNothingWhereItIsOnlyRead() {
        FieldEditor<FileList> editor = editor(null);
        editor.setValue(new FileList(List.of(PHOTO)));
        editor.setReadOnly(true);
        assertThat($(Upload.class).exists()).isFalse();
        assertThat($(Button.class).all().stream().filter(Button::isVisible).filter(AttachmentsFieldViewTests::isShown))
                .isEmpty();
    }

    @Test
    void saysBeforehandWhatItTakes() {
        FieldEditor<FileList> editor = editorWith(new Config(null, null, 2L, true, List.of("pdf", "video")));
        assertThat(uploads.terms()).isEqualTo(new FileTerms(2 << 20, Set.of(FileKind.PDF, FileKind.VIDEO), true));
        assertThat($(Button.class).all())
                .as("a photo is none of them")
                .noneMatch(b -> b.getText().equals("Take a photo"));
        assertThat(visibleTexts()).contains(HINT);
        editor.setReadOnly(true);
        assertThat(visibleTexts()).doesNotContain(HINT);
    }

    private List<String> visibleTexts() {
        return $(Span.class).all().stream()
                .filter(Span::isVisible)
                .map(Span::getText)
                .toList();
    }

    private static boolean isShown(Button button) {
        return button.getParent()
                .filter(com.vaadin.flow.component.Component::isVisible)
                .isPresent();
    }

    private List<String> shownTexts() {
        return $(Span.class).all().stream().map(Span::getText).toList();
    }

    private void press(String label) {
        Button button = $(Button.class).all().stream()
                .filter(one -> one.getAriaLabel().filter(label::equals).isPresent())
                .findFirst()
                .orElseThrow();
        test(button).click();
    }

    private FieldEditor<FileList> editor(@Nullable Long most) {
        return editorWith(new Config(null, most, null, false, null));
    }

    private FieldEditor<FileList> editorWith(Config config) {
        FieldEditor<FileList> editor = new AttachmentsFieldType()
                .editor(config, new FieldPresentation("Photos", "", "", false), new EditorContextForTests(uploads));
        UI.getCurrent().add(editor.component());
        return editor;
    }

    /** Hears of nothing but what a test says. */
    private static final class Uploads implements FilePort {

        private @Nullable Arrival arrival;
        private @Nullable FileTerms terms;

        FileTerms terms() {
            return Optional.ofNullable(terms).orElseThrow();
        }

        Arrival arrival() {
            return Optional.ofNullable(arrival).orElseThrow();
        }

        @Override
        public long largest() {
            return 50 << 20;
        }

        @Override
        public UploadHandler receive(FileTerms wanted, Arrival told) {
            terms = wanted;
            arrival = told;
            return event -> {};
        }

        @Override
        public DownloadHandler open(FileRef file) {
            return event -> {};
        }

        @Override
        public DownloadHandler save(FileRef file) {
            return event -> {};
        }

        @Override
        public DownloadHandler thumbnail(FileRef file) {
            return event -> {};
        }

        @Override
        public boolean isShown(FileRef file) {
            return !file.equals(PAGE);
        }

        @Override
        public boolean isPicture(FileRef file) {
            return file.equals(PHOTO);
        }
    }
}
