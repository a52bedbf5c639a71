package dev.millwright.flow;

import dev.millwright.extension.ExtensionRegistry;
import dev.millwright.flow.spi.NodeType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All node types that the scan found. */
@Component
public class NodeTypes extends ExtensionRegistry<NodeType<?>> {

    NodeTypes(ObjectProvider<NodeType<?>> found) {
        super(found.stream().toList());
    }
}
