package dev.millwright.flow;

import dev.millwright.extension.Descriptor;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.flow.spi.WaitFor;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Label;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Types of nodes and triggers, one of each shape, as small as they can be. */
public final class SomeTypes {

    private SomeTypes() {}

    public record Config(String text, @Nullable String to) {}

    private record Node(String key, NodeShape shape) implements NodeType<Config> {
        @Override
        public Descriptor descriptor() {
            return SomeTypes.descriptor(key);
        }

        @Override
        public Class<Config> configType() {
            return Config.class;
        }

        @Override
        public Config defaultConfig() {
            return new Config("", null);
        }

        @Override
        public String summary(Config config, NodeContext context) {
            return config.text();
        }

        @Override
        public NodeBehaviour behaviour(Config config) {
            return new NodeBehaviour.Branches();
        }
    }

    /** Whoever wrote it took it that there is always a text. */
    private record FailingNode(String key) implements NodeType<Config> {
        @Override
        public Descriptor descriptor() {
            return SomeTypes.descriptor(key);
        }

        @Override
        public Class<Config> configType() {
            return Config.class;
        }

        @Override
        public Config defaultConfig() {
            return new Config("", null);
        }

        @Override
        public Set<UUID> needs(Config config) {
            return Ids.parse(config.text().strip()).map(Set::of).orElse(Set.of());
        }

        @Override
        public String summary(Config config, NodeContext context) {
            return config.text().strip();
        }

        @Override
        public NodeShape shape() {
            return NodeShape.STEP;
        }

        @Override
        public NodeBehaviour behaviour(Config config) {
            return new NodeBehaviour.Wait(new WaitFor.Holds(config.text().strip()));
        }
    }

    /** Whoever wrote it took it that there is always a text. */
    private record FailingTrigger(String key) implements TriggerType<Config> {
        @Override
        public Descriptor descriptor() {
            return SomeTypes.descriptor(key);
        }

        @Override
        public Class<Config> configType() {
            return Config.class;
        }

        @Override
        public Config defaultConfig() {
            return new Config("", null);
        }

        @Override
        public String summary(Config config, NodeContext context) {
            return config.text().strip();
        }

        @Override
        public Subscription subscription(Config config) {
            return new Subscription.Changed(Set.of(), null, null, config.text().strip());
        }
    }

    private record Trigger(String key) implements TriggerType<Config> {
        @Override
        public Descriptor descriptor() {
            return SomeTypes.descriptor(key);
        }

        @Override
        public Class<Config> configType() {
            return Config.class;
        }

        @Override
        public Config defaultConfig() {
            return new Config("", null);
        }

        @Override
        public String summary(Config config, NodeContext context) {
            return config.text();
        }

        @Override
        public Subscription subscription(Config config) {
            return new Subscription.Submitted();
        }
    }

    private static Descriptor descriptor(String key) {
        return new Descriptor(Label.of(key, key), Label.of("", ""), "vaadin:cog", Label.of("All", "全部"), 0);
    }

    public static NodeTypes nodes() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        for (NodeShape shape : NodeShape.values()) {
            String key = shape.name().toLowerCase(java.util.Locale.ROOT);
            beans.addBean(key, new Node(key, shape));
        }
        return new NodeTypes(beans.getBeanProvider(org.springframework.core.ResolvableType.forClass(NodeType.class)));
    }

    /** A type, {@code failing}, that fails on settings without a text. */
    public static NodeType<?> failingNode() {
        return new FailingNode("failing");
    }

    /** A type, {@code failing}, that fails on settings without a text. */
    public static TriggerType<?> failingTrigger() {
        return new FailingTrigger("failing");
    }

    public static NodeTypes failingNodes() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("failing", failingNode());
        return new NodeTypes(beans.getBeanProvider(org.springframework.core.ResolvableType.forClass(NodeType.class)));
    }

    public static TriggerTypes failingTriggers() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("failing", failingTrigger());
        return new TriggerTypes(
                beans.getBeanProvider(org.springframework.core.ResolvableType.forClass(TriggerType.class)));
    }

    public static TriggerTypes triggers() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("some", new Trigger("some"));
        beans.addBean("other", new Trigger("other"));
        return new TriggerTypes(
                beans.getBeanProvider(org.springframework.core.ResolvableType.forClass(TriggerType.class)));
    }
}
