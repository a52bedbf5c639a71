package dev.millwright.flow;

import dev.millwright.extension.ExtensionRegistry;
import dev.millwright.flow.spi.TriggerType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All trigger types that the scan found. */
@Component
public class TriggerTypes extends ExtensionRegistry<TriggerType<?>> {

    TriggerTypes(ObjectProvider<TriggerType<?>> found) {
        super(found.stream().toList());
    }
}
