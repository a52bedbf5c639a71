package dev.millwright.flow;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.ExtensionRegistry;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** All node types that the scan found. */
@Component
public class NodeTypes extends ExtensionRegistry<NodeType<?>> {

    NodeTypes(ObjectProvider<NodeType<?>> found) {
        super(found.stream().toList());
    }

    /** How the node stands in the tree as it is set; nothing when its type is not installed. */
    public Optional<NodeShape> shape(NodeDefinition node, DefinitionCodec codec) {
        return find(node.type()).map(type -> shape(type, node.config(), codec));
    }

    static <C> NodeShape shape(NodeType<C> type, ObjectNode config, DefinitionCodec codec) {
        return codec.<C, NodeShape>tried(type, config, type::shape).orElseGet(type::shape);
    }
}
