package dev.millwright.print;

import dev.millwright.extension.ExtensionRegistry;
import dev.millwright.print.spi.PrintElementType;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** All kinds of print elements that the scan found. */
@Component
public class PrintElementTypes extends ExtensionRegistry<PrintElementType<?>> {

    public PrintElementTypes(Collection<? extends PrintElementType<?>> found) {
        super(found);
    }
}
