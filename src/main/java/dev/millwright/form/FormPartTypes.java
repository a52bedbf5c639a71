package dev.millwright.form;

import dev.millwright.extension.ExtensionRegistry;
import dev.millwright.form.spi.FormPartType;
import java.util.List;
import org.springframework.stereotype.Component;

/** All parts of forms that the scan found. */
@Component
public class FormPartTypes extends ExtensionRegistry<FormPartType<?>> {

    FormPartTypes(List<FormPartType<?>> found) {
        super(found);
    }
}
