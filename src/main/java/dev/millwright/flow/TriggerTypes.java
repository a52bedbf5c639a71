package dev.millwright.flow;

import dev.millwright.extension.ExtensionRegistry;
import dev.millwright.flow.spi.TriggerType;
import java.util.List;
import org.springframework.stereotype.Component;

/** All trigger types that the scan found. */
@Component
public class TriggerTypes extends ExtensionRegistry<TriggerType<?>> {

    TriggerTypes(List<TriggerType<?>> found) {
        super(found);
    }
}
