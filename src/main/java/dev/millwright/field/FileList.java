package dev.millwright.field;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Files as a value: at least one, in the order that people gave them, each once. */
public record FileList(List<FileRef> files) {

    public FileList {
        Map<UUID, FileRef> once = new LinkedHashMap<>();
        files.forEach(file -> once.putIfAbsent(file.id(), file));
        if (once.isEmpty()) {
            throw new IllegalArgumentException("No files are no value");
        }
        files = List.copyOf(once.values());
    }

    public boolean holds(UUID file) {
        return files.stream().anyMatch(one -> one.id().equals(file));
    }

    /** Those that the other does not have. */
    public List<FileRef> without(FileList other) {
        List<FileRef> rest = new ArrayList<>(files);
        rest.removeIf(file -> other.holds(file.id()));
        return rest;
    }
}
