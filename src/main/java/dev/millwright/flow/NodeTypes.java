package dev.millwright.flow;

import dev.millwright.extension.ExtensionRegistry;
import dev.millwright.flow.spi.NodeType;
import java.util.List;
import org.springframework.stereotype.Component;

/** All node types that the scan found. */
@Component
public class NodeTypes extends ExtensionRegistry<NodeType<?>> {

    NodeTypes(List<NodeType<?>> found) {
        super(found);
    }
}
