package dev.millwright.print.internal;

import dev.millwright.field.FileList;
import dev.millwright.field.FileRef;
import dev.millwright.files.MediaTypes;
import dev.millwright.files.StoredFiles;
import java.util.Optional;
import net.sf.jasperreports.renderers.Renderable;
import net.sf.jasperreports.renderers.SimpleDataRenderer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The pictures among the files of a record that was read through the gate: the small ones, of which a page holds many. */
@Component
class Photos {

    private final StoredFiles files;

    Photos(StoredFiles files) {
        this.files = files;
    }

    /**
     * @param value of a field
     * @param number from 1 among its pictures
     */
    Optional<Renderable> of(@Nullable Object value, int number) {
        return value instanceof FileList list
                ? list.files().stream()
                        .filter(Photos::isPicture)
                        .skip(number - 1L)
                        .findFirst()
                        .flatMap(file -> files.thumbnail(file.id()))
                        .map(SimpleDataRenderer::getInstance)
                : Optional.empty();
    }

    private static boolean isPicture(FileRef file) {
        String type = file.type();
        return type != null && MediaTypes.isShownPicture(type);
    }
}
