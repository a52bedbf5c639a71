package dev.millwright.field.type;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropEffect;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FileList;
import dev.millwright.field.FilePort;
import dev.millwright.field.FileRef;
import dev.millwright.field.FileTerms;
import dev.millwright.shared.ByteSize;
import dev.millwright.shared.FileKind;
import dev.millwright.shared.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Files with small pictures, names and sizes; more come by a button, by the camera of a phone or by dropping them here. */
final class AttachmentsField extends CustomField<FileList> {

    /** What has arrived, or was refused in words, needs no line among those that are on their way; what broke off can be tried again. */
    private static final String TIDY = """
            const away = file => setTimeout(() => { this.files = this.files.filter(one => one !== file); });
            this.addEventListener('upload-success', event => away(event.detail.file));
            this.addEventListener('upload-error', event => {
              if (event.detail.xhr && event.detail.xhr.status === 422) away(event.detail.file);
            });
            """;

    /** Only a click of a person may open a file dialog, so it is opened in the browser. */
    private static final String CAMERA = """
            this.addEventListener('click', () => {
              const input = $0.shadowRoot && $0.shadowRoot.querySelector('input[type=file]');
              if (!input) return;
              const before = input.accept;
              input.setAttribute('capture', 'environment');
              input.accept = 'image/*';
              input.value = '';
              input.click();
              setTimeout(() => { input.removeAttribute('capture'); input.accept = before; }, 1000);
            });
            """;

    private final AttachmentsFieldType.Config config;
    private final EditorContext context;
    private final @Nullable FilePort port;
    private final OrderedList rows = new OrderedList();
    private final Div refusals = new Div();
    private final Span told = new Span();
    private final Span none = new Span("–");
    private final Div adding = new Div();
    private final Span hint = new Span();
    private final @Nullable Upload upload;
    private final Map<UUID, Row> shown = new LinkedHashMap<>();
    private List<FileRef> files = List.of();
    private @Nullable UUID dragged;

    AttachmentsField(AttachmentsFieldType.Config config, EditorContext context) {
        this.config = config;
        this.context = context;
        this.port = context.files().orElse(null);
        addClassName("mw-files");
        rows.addClassName("mw-file-rows");
        refusals.addClassName("mw-file-refusals");
        refusals.getElement().setAttribute("role", "alert");
        told.addClassName("mw-file-told");
        told.getElement().setAttribute("role", "status");
        adding.addClassName("mw-file-adding");
        upload = port == null ? null : upload(port);
        if (upload == null) {
            Button add = addButton();
            add.setEnabled(false);
            adding.add(add);
        }
        none.addClassName("mw-secondary");
        hint.addClassNames("mw-file-hint", "mw-secondary");
        hint.setText(hints());
        add(rows, none, adding, hint, refusals, told);
        show();
    }

    private Button addButton() {
        Button add = new Button(text(config.picturesOnly() ? "addPictures" : "add"), icon("plus"));
        add.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return add;
    }

    private Upload upload(FilePort files) {
        long largest = Math.min(files.largest(), config.largest());
        Upload made = new Upload(files.receive(terms(largest), new FilePort.Arrival() {
            @Override
            public void arrived(FileRef file) {
                add(file);
            }

            @Override
            public void refused(String why) {
                refuse(why);
            }
        }));
        made.addClassName("mw-file-upload");
        made.setUploadButton(addButton());
        Button camera = new Button(text("camera"), icon("camera"));
        camera.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        camera.addClassName("mw-file-camera");
        camera.addAttachListener(attached -> camera.getElement().executeJs(CAMERA, made.getElement()));
        adding.add(made);
        if (config.taken().isEmpty() || config.taken().contains(FileKind.PICTURE)) {
            adding.add(camera);
        }
        made.setDropLabel(new Span(text("drop")));
        made.setI18n(texts());
        // Several at once would overtake one another: they stand in the order in which they were chosen.
        made.getElement().setProperty("maxConcurrentUploads", 1);
        made.setMaxFileSize((int) Math.min(largest, Integer.MAX_VALUE));
        if (config.picturesOnly()) {
            // Tells the dialog what to offer, and a phone to give pictures as JPEG; what arrives is looked at here
            // anyway.
            made.getElement().setProperty("accept", "image/*");
        }
        made.addFileRejectedListener(
                rejected -> refuse(text("refused", rejected.getFileName(), rejected.getErrorMessage())));
        made.addAttachListener(attached -> made.getElement().executeJs(TIDY));
        return made;
    }

    /** What is to be known before the first file is chosen. */
    private String hints() {
        List<String> hints = new ArrayList<>();
        if (!config.taken().isEmpty() && !config.picturesOnly()) {
            hints.add(text("taken", AttachmentsFieldType.words(config.taken())));
        }
        if (config.megabytes() != null) {
            hints.add(text("each", ByteSize.words(largest(), Locale.ENGLISH)));
        }
        if (config.hidesLocation()) {
            hints.add(text("withoutLocation"));
        }
        return String.join(Texts.language(context.locale()).equals(Locale.ENGLISH) ? " " : "", hints);
    }

    private FileTerms terms(long largest) {
        return new FileTerms(largest, config.taken(), config.hidesLocation());
    }

    private UploadI18N texts() {
        return new UploadI18N()
                .setDropFiles(new UploadI18N.DropFiles().setOne(text("drop")).setMany(text("drop")))
                .setAddFiles(new UploadI18N.AddFiles().setOne(text("add")).setMany(text("add")))
                .setError(new UploadI18N.Error()
                        .setTooManyFiles(text("tooMany", config.count()))
                        .setFileIsTooBig(text("tooBig", ByteSize.words(largest(), Locale.ENGLISH)))
                        .setIncorrectFileType(text("noPicture")))
                .setUploading(new UploadI18N.Uploading()
                        .setStatus(new UploadI18N.Uploading.Status()
                                .setConnecting(common("connecting"))
                                .setStalled(common("stalled"))
                                .setProcessing(common("processing"))
                                .setHeld(common("held")))
                        .setRemainingTime(new UploadI18N.Uploading.RemainingTime()
                                .setPrefix(common("remaining"))
                                .setUnknown(common("remainingUnknown")))
                        .setError(new UploadI18N.Uploading.Error()
                                .setServerUnavailable(common("error.unavailable"))
                                .setUnexpectedServerError(common("error.server"))
                                .setForbidden(common("error.forbidden"))
                                .setFileTooLarge(common("error.tooBig"))))
                .setFile(new UploadI18N.File()
                        .setRetry(common("retry"))
                        .setStart(common("start"))
                        .setRemove(common("remove")))
                .setUnits(List.of("B", "KB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"), 1024);
    }

    private long largest() {
        return port == null ? config.largest() : Math.min(port.largest(), config.largest());
    }

    private String common(String key) {
        return context.texts().text(context.locale(), "ui.upload." + key);
    }

    private String text(String key, Object... arguments) {
        return context.texts().text(context.locale(), "field.files." + key, arguments);
    }

    private void add(FileRef file) {
        if (files.size() >= config.count()) {
            refuse(text("refused", file.shown(), text("tooMany", config.count())));
            return;
        }
        List<FileRef> more = new ArrayList<>(files);
        more.add(file);
        change(more);
        told.setText(text("added", file.shown()));
    }

    /** Stays until the person has read it: the files beside it go on meanwhile. */
    private void refuse(String why) {
        Div refusal = new Div(new Span(why));
        Button read = new Button(icon("close-small"), event -> refusals.remove(refusal));
        read.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        read.setAriaLabel(text("understood"));
        read.setTooltipText(text("understood"));
        refusal.add(read);
        refusal.addClassName("mw-file-refusal");
        refusals.add(refusal);
    }

    private void remove(UUID id) {
        List<FileRef> rest = new ArrayList<>(files);
        int place = place(id);
        FileRef gone = rest.remove(place);
        change(rest);
        told.setText(text("removed", gone.shown()));
        if (rest.isEmpty()) {
            focus();
        } else {
            Row next = shown.get(rest.get(Math.min(place, rest.size() - 1)).id());
            if (next != null) {
                next.remove.focus();
            }
        }
    }

    private void move(UUID id, int to) {
        int from = place(id);
        if (from < 0 || to < 0 || to >= files.size() || from == to) {
            return;
        }
        List<FileRef> moved = new ArrayList<>(files);
        FileRef file = moved.remove(from);
        moved.add(to, file);
        change(moved);
        told.setText(text("moved", file.shown(), to + 1, moved.size()));
    }

    private int place(UUID id) {
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /** By the person. */
    private void change(List<FileRef> changed) {
        files = List.copyOf(changed);
        show();
        setModelValue(generateModelValue(), true);
    }

    @Override
    protected @Nullable FileList generateModelValue() {
        return files.isEmpty() ? null : new FileList(files);
    }

    @Override
    protected void setPresentationValue(@Nullable FileList value) {
        files = value == null ? List.of() : value.files();
        refusals.removeAll();
        show();
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        show();
    }

    @Override
    public void focus() {
        getElement()
                .executeJs(
                        "const first = this.querySelector('vaadin-upload vaadin-button'); if (first) first.focus();");
    }

    /** Rows stay where they can: what has the focus keeps it, and pictures are not fetched again. */
    private void show() {
        boolean open = !isReadOnly();
        Map<UUID, Row> wanted = new LinkedHashMap<>();
        for (FileRef file : files) {
            Row present = shown.get(file.id());
            wanted.put(file.id(), present != null && present.file.equals(file) ? present : new Row(file));
        }
        List<Row> after = List.copyOf(wanted.values());
        if (!after.equals(List.copyOf(shown.values()))) {
            shown.values().stream().filter(row -> !after.contains(row)).forEach(row -> rows.remove(row.line));
            for (int i = 0; i < after.size(); i++) {
                ListItem line = after.get(i).line;
                if (i >= rows.getComponentCount() || !rows.getComponentAt(i).equals(line)) {
                    rows.addComponentAtIndex(i, line);
                }
            }
        }
        shown.clear();
        shown.putAll(wanted);
        for (int i = 0; i < after.size(); i++) {
            after.get(i).show(open, i > 0, i < after.size() - 1);
        }
        none.setVisible(!open && files.isEmpty());
        int room = config.count() - files.size();
        adding.setVisible(open && room > 0);
        hint.setVisible(open && room > 0 && !hint.getText().isEmpty());
        if (upload != null && room > 0) {
            upload.setMaxFiles(room);
        }
    }

    private static Icon icon(String name) {
        Icon icon = new Icon("vaadin", name);
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }

    /** A file as it stands in the list. */
    private final class Row {

        private final FileRef file;
        private final ListItem line = new ListItem();
        private final Span buttons = new Span();
        private final Icon handle = icon("ellipsis-dots-v");
        private final Button up;
        private final Button down;
        private final Button remove;
        private final DragSource<ListItem> source;

        Row(FileRef file) {
            this.file = file;
            up = button("arrow-up", text("up", file.shown()), () -> move(file.id(), place(file.id()) - 1));
            down = button("arrow-down", text("down", file.shown()), () -> move(file.id(), place(file.id()) + 1));
            remove = button("close-small", text("remove", file.shown()), () -> remove(file.id()));
            handle.addClassName("mw-file-handle");
            buttons.addClassName("mw-file-buttons");
            buttons.add(up, down, remove);
            Span size = new Span(file.size() == 0 ? "" : ByteSize.words(file.size(), Locale.ENGLISH));
            size.addClassName("mw-file-size");
            Div words = new Div(name(), size);
            words.addClassName("mw-file-words");
            line.addClassName("mw-file");
            line.add(handle, picture(), words);
            FilePort files = port;
            if (files != null) {
                Anchor save = new Anchor(files.save(file), AttachmentType.DOWNLOAD, "");
                save.add(icon("download-alt"));
                save.addClassName("mw-file-save");
                save.setAriaLabel(text("save", file.shown()));
                save.setTitle(text("save", file.shown()));
                line.add(save);
            }
            line.add(buttons);
            source = DragSource.create(line);
            source.setEffectAllowed(EffectAllowed.MOVE);
            source.addDragStartListener(event -> dragged = file.id());
            source.addDragEndListener(event -> dragged = null);
            DropTarget<ListItem> target = DropTarget.create(line);
            target.setDropEffect(DropEffect.MOVE);
            target.addDropListener(event -> {
                if (dragged != null) {
                    move(dragged, place(file.id()));
                }
            });
        }

        /** The picture lies over the sign of its kind, which shows when there is none. */
        private Span picture() {
            FilePort files = port;
            boolean pictured = files != null && files.isPicture(file);
            Span frame = new Span(icon(pictured || isPicture() ? "picture" : "file-o"));
            frame.addClassName("mw-file-picture");
            frame.getElement().setAttribute("aria-hidden", "true");
            if (files != null && pictured) {
                Image small = new Image(files.thumbnail(file), "");
                small.getElement().setAttribute("onerror", "this.remove()").setAttribute("loading", "lazy");
                frame.add(small);
            }
            return frame;
        }

        private boolean isPicture() {
            String type = file.type();
            return type != null && type.startsWith("image/");
        }

        private com.vaadin.flow.component.Component name() {
            FilePort files = port;
            if (files == null || !files.isShown(file)) {
                Span plain = new Span(file.shown());
                plain.addClassName("mw-file-name");
                plain.setTitle(file.shown());
                return plain;
            }
            Anchor open = new Anchor(files.open(file), AttachmentType.INLINE, file.shown());
            open.setTarget(AnchorTarget.BLANK);
            open.getElement().setAttribute("rel", "noopener");
            open.addClassName("mw-file-name");
            open.setTitle(file.shown());
            return open;
        }

        private Button button(String icon, String label, Runnable action) {
            Button button = new Button(icon(icon), event -> action.run());
            button.addThemeVariants(
                    ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
            button.setAriaLabel(label);
            button.setTooltipText(label);
            return button;
        }

        void show(boolean open, boolean hasBefore, boolean hasAfter) {
            boolean several = hasBefore || hasAfter;
            handle.setVisible(open && several);
            buttons.setVisible(open);
            up.setVisible(several);
            down.setVisible(several);
            up.setEnabled(hasBefore);
            down.setEnabled(hasAfter);
            source.setDraggable(open && several);
        }
    }
}
