package dev.millwright.field;

import dev.millwright.extension.ExtensionRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/** All field types that the scan found. */
@Component
public class FieldTypes extends ExtensionRegistry<FieldType<?, ?>> {

    FieldTypes(List<FieldType<?, ?>> found) {
        super(found);
    }
}
