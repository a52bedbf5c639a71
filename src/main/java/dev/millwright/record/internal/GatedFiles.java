package dev.millwright.record.internal;

import dev.millwright.app.AppDeleted;
import dev.millwright.field.FileList;
import dev.millwright.field.FileRef;
import dev.millwright.files.FilePlace;
import dev.millwright.files.StoredFile;
import dev.millwright.files.StoredFiles;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AttachedFiles;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.internal.RecordTable.StoredField;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says who may see a file and who may put it into a record, by the records that hold it: they are read as anybody reads records, so that
 * whatever keeps a record or a field from somebody keeps its files from them, too.
 */
@Component
class GatedFiles implements AttachedFiles {

    private final StoredFiles files;
    private final FormAccess access;
    private final RecordQuery query;

    GatedFiles(StoredFiles files, FormAccess access, RecordQuery query) {
        this.files = files;
        this.access = access;
        this.query = query;
    }

    @Override
    public StoredFile get(UUID id) {
        return files.find(id)
                .filter(file -> isSeen(file, files.places(id)))
                .orElseThrow(() -> new NotFoundException(id.toString()));
    }

    private boolean isSeen(StoredFile file, List<FilePlace> places) {
        return places.isEmpty()
                ? file.by().equals(access.actor().id())
                : places.stream().anyMatch(this::isSeen);
    }

    /** Whether the record still holds the file there, for all that whoever asks can see of it. */
    private boolean isSeen(FilePlace place) {
        Optional<PublishedForm> form = access.any(place.form()).map(RecordTable::form);
        if (form.isEmpty()) {
            return false;
        }
        try {
            RecordData record =
                    query.get(new FormRef(form.get().app().key(), form.get().key()), place.record());
            return form.get()
                    .field(place.field())
                    .map(field -> record.values().get(field.key()))
                    .filter(value -> value instanceof FileList held && held.holds(place.file()))
                    .isPresent();
        } catch (NotFoundException | NotAllowedException closed) {
            return false;
        }
    }

    /** Completes files with what is known of them; each must be one that whoever writes may see, or one that the field had before. */
    void complete(RecordTable table, List<Draft> drafts) {
        Map<StoredField, List<Draft>> open = new HashMap<>();
        Set<UUID> wanted = new LinkedHashSet<>();
        for (StoredField field : table.fields()) {
            if (field.field().kind() != ValueKind.FILE) {
                continue;
            }
            for (Draft draft : drafts) {
                if (draft.value(field) instanceof FileList now) {
                    open.computeIfAbsent(field, f -> new ArrayList<>()).add(draft);
                    now.files().stream()
                            .map(FileRef::id)
                            .filter(id -> known(draft, field, id) == null)
                            .forEach(wanted::add);
                }
            }
        }
        if (open.isEmpty()) {
            return;
        }
        Map<UUID, StoredFile> found = wanted.isEmpty() ? Map.of() : files.hold(wanted);
        Map<UUID, List<FilePlace>> places = wanted.isEmpty() ? Map.of() : files.places(wanted);
        Map<UUID, Boolean> seen = new HashMap<>();
        open.forEach((field, some) -> some.forEach(draft -> complete(table, field, draft, found, places, seen)));
    }

    private void complete(
            RecordTable table,
            StoredField field,
            Draft draft,
            Map<UUID, StoredFile> found,
            Map<UUID, List<FilePlace>> places,
            Map<UUID, Boolean> seen) {
        if (!(draft.value(field) instanceof FileList wanted)) {
            return;
        }
        List<FileRef> complete = new ArrayList<>();
        for (FileRef ref : wanted.files()) {
            FileRef before = known(draft, field, ref.id());
            StoredFile file = found.get(ref.id());
            if (before != null) {
                complete.add(before);
            } else if (file != null
                    && mayPut(table, field, draft, file, places.getOrDefault(ref.id(), List.of()), seen)) {
                complete.add(new FileRef(file.id(), file.name(), file.size(), file.type(), file.located()));
            } else {
                draft.problem(Problem.error(
                        "record.error.fileUnknown",
                        field.key(),
                        ref.shown(),
                        field.field().label()));
                return;
            }
        }
        draft.set(field, new FileList(complete));
    }

    private static @Nullable FileRef known(Draft draft, StoredField field, UUID id) {
        return draft.before().get(field.key()) instanceof FileList before
                ? before.files().stream()
                        .filter(file -> file.id().equals(id))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /** What the very same field once held stands in its history, from where it may come back. */
    private boolean mayPut(
            RecordTable table,
            StoredField field,
            Draft draft,
            StoredFile file,
            List<FilePlace> places,
            Map<UUID, Boolean> seen) {
        return places.stream()
                        .anyMatch(place -> place.form().equals(table.form().id())
                                && place.record().equals(draft.id())
                                && place.field().equals(field.field().id()))
                || seen.computeIfAbsent(file.id(), id -> isSeen(file, places));
    }

    /** Remembers where files are now that were not there before. */
    void written(RecordTable table, List<Draft> drafts) {
        List<FilePlace> places = new ArrayList<>();
        PublishedForm form = table.form();
        for (StoredField field : table.fields()) {
            if (field.field().kind() != ValueKind.FILE) {
                continue;
            }
            for (Draft draft : drafts) {
                if (draft.value(field) instanceof FileList now) {
                    now.files().stream()
                            .filter(file -> known(draft, field, file.id()) == null)
                            .map(file -> new FilePlace(
                                    file.id(),
                                    form.app().id(),
                                    form.id(),
                                    draft.id(),
                                    field.field().id()))
                            .forEach(places::add);
                }
            }
        }
        if (!places.isEmpty()) {
            files.put(places);
        }
    }

    /** Its records go with it, and with them what its files were needed for. */
    @EventListener
    void deleted(AppDeleted event) {
        files.forgetApp(event.app().id());
    }
}
