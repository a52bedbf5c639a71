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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Types of nodes and triggers, one of each shape, as small as they can be. */
public final class SomeTypes {

    private SomeTypes() {}

    public record Config(String text, @Nullable String to) {}

    private record Node(
            String key,
            NodeShape shape,
            Function<Config, String> words,
            Function<Config, Set<UUID>> uses,
            Function<Config, NodeBehaviour> does)
            implements NodeType<Config> {
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
            return uses.apply(config);
        }

        @Override
        public String summary(Config config, NodeContext context) {
            return words.apply(config);
        }

        @Override
        public NodeBehaviour behaviour(Config config) {
            return does.apply(config);
        }
    }

    private record Trigger(String key, Function<Config, String> words, Function<Config, Subscription> begins)
            implements TriggerType<Config> {
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
            return words.apply(config);
        }

        @Override
        public Subscription subscription(Config config) {
            return begins.apply(config);
        }
    }

    private static Descriptor descriptor(String key) {
        return new Descriptor(Label.of(key, key), Label.of("", ""), "vaadin:cog", Label.of("All", "全部"), 0);
    }

    public static NodeTypes nodes() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        for (NodeShape shape : NodeShape.values()) {
            String key = shape.name().toLowerCase(java.util.Locale.ROOT);
            beans.addBean(
                    key,
                    new Node(key, shape, Config::text, config -> Set.of(), config -> new NodeBehaviour.Branches()));
        }
        return new NodeTypes(beans.getBeanProvider(org.springframework.core.ResolvableType.forClass(NodeType.class)));
    }

    /** A type, {@code failing}, whose maker took it that there is always a text. */
    public static NodeType<?> failingNode() {
        return new Node(
                "failing",
                NodeShape.STEP,
                config -> config.text().strip(),
                config -> Ids.parse(config.text().strip()).map(Set::of).orElse(Set.of()),
                config -> new NodeBehaviour.Wait(new WaitFor.Holds(config.text().strip())));
    }

    /** A type, {@code failing}, whose maker took it that there is always a text. */
    public static TriggerType<?> failingTrigger() {
        return new Trigger(
                "failing",
                config -> config.text().strip(),
                config -> new Subscription.Changed(
                        Set.of(), null, null, config.text().strip()));
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
        beans.addBean("some", new Trigger("some", Config::text, config -> new Subscription.Submitted()));
        beans.addBean("other", new Trigger("other", Config::text, config -> new Subscription.Submitted()));
        return new TriggerTypes(
                beans.getBeanProvider(org.springframework.core.ResolvableType.forClass(TriggerType.class)));
    }
}
