package dev.millwright.flow.internal;

import dev.millwright.app.spi.DefinitionKind.Change;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.Extension;
import dev.millwright.extension.PropertyKind;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.TriggerTypes;
import dev.millwright.flow.spi.BranchNames;
import dev.millwright.flow.spi.FlowWords;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.SpokenEditor;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Phrase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What a release changes in a flow, in words: which nodes come, go, move and are called otherwise, and what was set before and is set now. */
@Component
class FlowChanges {

    private static final Phrase NOTHING = Phrase.of("flow.change.nothing");
    private static final Logger LOG = LoggerFactory.getLogger(FlowChanges.class);

    /** More changes than that are counted. */
    static final int MOST = 40;

    /** More nodes than that are not named one by one. */
    private static final int NAMED = 12;

    /** Longer words than that are cut, which the dots say. */
    private static final int LONGEST = 200;

    private final FlowDesign design;
    private final NodeTypes nodeTypes;
    private final TriggerTypes triggerTypes;
    private final DefinitionCodec codec;

    FlowChanges(FlowDesign design, NodeTypes nodeTypes, TriggerTypes triggerTypes, DefinitionCodec codec) {
        this.design = design;
        this.nodeTypes = nodeTypes;
        this.triggerTypes = triggerTypes;
        this.codec = codec;
    }

    /** In the order of the flow; at most {@value #MOST}, and how many more. */
    List<Change> between(FlowDefinition published, FlowDefinition draft, PublishContext release) {
        List<Change> changes = new Comparison(published, draft, release).made();
        if (changes.size() <= MOST) {
            return changes;
        }
        List<Change> first = new ArrayList<>(changes.subList(0, MOST));
        first.add(new Change("flow.change.more", List.of(changes.size() - MOST), null));
        return first;
    }

    /** Where a node stands: on which branch, and after which node there; null for the first, or for the way that has no branch. */
    private record Place(@Nullable UUID branch, @Nullable NodeDefinition after) {}

    /** One flow, as it is and as it will be. */
    private final class Comparison {

        private final FlowDefinition before;
        private final FlowDefinition after;
        private final PublishContext release;
        private final List<Change> changes = new ArrayList<>();
        private final Map<UUID, Place> placesBefore;
        private final Map<UUID, Place> placesAfter;
        private final Map<UUID, BranchDefinition> branches = new LinkedHashMap<>();

        Comparison(FlowDefinition before, FlowDefinition after, PublishContext release) {
            this.before = before;
            this.after = after;
            this.release = release;
            placesBefore = places(before);
            placesAfter = places(after);
            after.allNodes()
                    .flatMap(node -> node.branches().stream())
                    .forEach(branch -> branches.put(branch.id(), branch));
        }

        List<Change> made() {
            if (!before.label().equals(after.label())) {
                say("flow.change.renamed", before.label(), after.label());
            }
            if (before.settings().off() != after.settings().off()) {
                say(after.settings().off() ? "flow.change.off" : "flow.change.on");
            }
            if (!Objects.equals(before.form(), after.form())) {
                say(
                        "flow.change.settingTo",
                        Phrase.of("flow.settings.form"),
                        words(before, context -> FlowWords.form(before.form(), context)),
                        words(after, context -> FlowWords.form(after.form(), context)));
            }
            trigger();
            listed(
                    "flow.change.added.nodes",
                    after.allNodes()
                            .filter(node -> before.node(node.id()).isEmpty())
                            .toList());
            listed(
                    "flow.change.removed.nodes",
                    before.allNodes()
                            .filter(node -> after.node(node.id()).isEmpty())
                            .toList());
            Set<UUID> moved = moved();
            after.allNodes().forEach(node -> before.node(node.id()).ifPresent(former -> node(former, node, moved)));
            settings(before.settings(), after.settings());
            return changes;
        }

        private void say(String code, Object... arguments) {
            changes.add(new Change(code, List.of(arguments), null));
        }

        private void listed(String code, List<NodeDefinition> nodes) {
            if (nodes.isEmpty()) {
                return;
            }
            List<Object> names =
                    new ArrayList<>(nodes.stream().limit(NAMED).map(this::name).toList());
            if (nodes.size() > NAMED) {
                names.add("…");
            }
            say(code, nodes.size(), names);
        }

        /** In both languages, each from a context of its own. */
        private Label words(FlowDefinition flow, Function<NodeContext, String> said) {
            return Label.of(
                    cut(said.apply(design.context(flow, release, Locale.ENGLISH))),
                    cut(said.apply(design.context(flow, release, Locale.SIMPLIFIED_CHINESE))));
        }

        private static String cut(String words) {
            return words.codePointCount(0, words.length()) <= LONGEST
                    ? words
                    : words.substring(0, words.offsetByCodePoints(0, LONGEST)) + "…";
        }

        private Object name(NodeDefinition node) {
            return node.label().isBlank() ? kind(node) : node.label();
        }

        // --- How it starts ---

        private void trigger() {
            if (before.trigger().equals(after.trigger())) {
                return;
            }
            Label was = starts(before);
            Label is = starts(after);
            TriggerType<?> type = triggerTypes.find(after.trigger().type()).orElse(null);
            boolean told = type != null
                    && before.trigger().type().equals(after.trigger().type())
                    && settings(
                            type,
                            Phrase.of("flow.change.start"),
                            before.trigger().config(),
                            after.trigger().config());
            if (!told) {
                if (was.equals(is)) {
                    say("flow.change.trigger");
                } else {
                    say("flow.change.triggerTo", told(was), told(is));
                }
            }
        }

        private Label starts(FlowDefinition flow) {
            return triggerTypes
                    .find(flow.trigger().type())
                    .map(type -> words(flow, context -> starts(type, flow, context)))
                    .orElseGet(
                            () -> Label.of(flow.trigger().type(), flow.trigger().type()));
        }

        private <C> String starts(TriggerType<C> type, FlowDefinition flow, NodeContext context) {
            return codec.tried(type, flow.trigger().config(), config -> type.summary(config, context))
                    .filter(words -> !words.isBlank())
                    .orElseGet(() -> type.descriptor().label().in(context.locale()));
        }

        // --- Nodes ---

        private void node(NodeDefinition was, NodeDefinition is, Set<UUID> moved) {
            Object name = name(is);
            if (!was.label().equals(is.label())) {
                say("flow.change.node.renamed", name(was), name);
            }
            if (moved.contains(is.id())) {
                say("flow.change.node.moved", name, place(placesAfter.get(is.id())));
            }
            if (!was.type().equals(is.type())) {
                say("flow.change.node.type", name, kind(was), kind(is));
            } else if (!was.config().equals(is.config())) {
                boolean told = nodeTypes
                        .find(is.type())
                        .filter(type -> settings(type, name, was.config(), is.config()))
                        .isPresent();
                if (!told && !codec.write(was.config()).equals(codec.write(is.config()))) {
                    say("flow.change.node.changed", name);
                }
            }
            branches(was, is, name);
        }

        private Object kind(NodeDefinition node) {
            return nodeTypes
                    .find(node.type())
                    .<Object>map(type -> type.descriptor().label())
                    .orElse(node.type());
        }

        private void branches(NodeDefinition was, NodeDefinition is, Object name) {
            Map<UUID, BranchDefinition> former = byId(was.branches());
            Map<UUID, BranchDefinition> present = byId(is.branches());
            for (BranchDefinition branch : is.branches()) {
                BranchDefinition old = former.get(branch.id());
                Object called = branch(branch, is);
                if (old == null) {
                    say("flow.change.branch.added", name, called);
                    continue;
                }
                if (!old.label().equals(branch.label())) {
                    say("flow.change.branch.renamed", name, branch(old, was), called);
                }
                if (!old.condition().equals(branch.condition())) {
                    say(
                            "flow.change.branch.condition",
                            name,
                            called,
                            told(words(before, context -> FlowWords.expression(old.condition(), context))),
                            told(words(after, context -> FlowWords.expression(branch.condition(), context))));
                }
            }
            was.branches().stream()
                    .filter(branch -> !present.containsKey(branch.id()))
                    .forEach(branch -> say("flow.change.branch.removed", name, branch(branch, was)));
            List<UUID> order =
                    former.keySet().stream().filter(present::containsKey).toList();
            if (!order.equals(
                    present.keySet().stream().filter(former::containsKey).toList())) {
                say("flow.change.branch.order", name);
            }
        }

        private static Map<UUID, BranchDefinition> byId(List<BranchDefinition> branches) {
            Map<UUID, BranchDefinition> byId = new LinkedHashMap<>();
            branches.forEach(branch -> byId.put(branch.id(), branch));
            return byId;
        }

        private Object branch(BranchDefinition branch, NodeDefinition of) {
            int index = of.branches().indexOf(branch);
            boolean answer =
                    nodeTypes.shape(of, codec).filter(NodeShape.ANSWER::equals).isPresent();
            return branch.label().isBlank()
                    ? Phrase.of(
                            answer ? BranchNames.key(NodeShape.ANSWER, branch, index) : "flow.canvas.branch", index + 1)
                    : branch.label();
        }

        // --- Places ---

        private static Map<UUID, Place> places(FlowDefinition flow) {
            Map<UUID, Place> places = new LinkedHashMap<>();
            places(flow.nodes(), null, places);
            return places;
        }

        private static void places(List<NodeDefinition> nodes, @Nullable UUID branch, Map<UUID, Place> places) {
            NodeDefinition last = null;
            for (NodeDefinition node : nodes) {
                places.put(node.id(), new Place(branch, last));
                last = node;
                node.branches().forEach(one -> places(one.nodes(), one.id(), places));
            }
        }

        /** Those on another branch than before, and of those on the same one as few as explain the new order. */
        private Set<UUID> moved() {
            Set<UUID> moved = new HashSet<>();
            Map<Optional<UUID>, List<UUID>> stayed = new LinkedHashMap<>();
            Map<UUID, Integer> rank = new LinkedHashMap<>();
            placesBefore.keySet().forEach(id -> rank.put(id, rank.size()));
            placesAfter.forEach((id, place) -> {
                Place former = placesBefore.get(id);
                if (former == null) {
                    return;
                }
                if (Objects.equals(former.branch(), place.branch())) {
                    stayed.computeIfAbsent(Optional.ofNullable(place.branch()), _ -> new ArrayList<>())
                            .add(id);
                } else {
                    moved.add(id);
                }
            });
            stayed.values().forEach(ids -> {
                Set<UUID> kept = ascending(ids, rank);
                ids.stream().filter(id -> !kept.contains(id)).forEach(moved::add);
            });
            return moved;
        }

        /** The longest part of the list whose ranks ascend. */
        private static Set<UUID> ascending(List<UUID> ids, Map<UUID, Integer> rank) {
            Map<UUID, @Nullable UUID> previous = new LinkedHashMap<>();
            List<UUID> ends = new ArrayList<>();
            for (UUID id : ids) {
                int own = Objects.requireNonNull(rank.get(id));
                int low = 0;
                int high = ends.size();
                while (low < high) {
                    int middle = (low + high) >>> 1;
                    if (Objects.requireNonNull(rank.get(ends.get(middle))) < own) {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                previous.put(id, low == 0 ? null : ends.get(low - 1));
                if (low == ends.size()) {
                    ends.add(id);
                } else {
                    ends.set(low, id);
                }
            }
            Set<UUID> kept = new HashSet<>();
            for (UUID id = ends.isEmpty() ? null : ends.getLast(); id != null; id = previous.get(id)) {
                kept.add(id);
            }
            return kept;
        }

        private Phrase place(@Nullable Place place) {
            NodeDefinition last = place == null ? null : place.after();
            if (last != null) {
                return Phrase.of("flow.change.place.after", name(last));
            }
            BranchDefinition branch = place == null || place.branch() == null ? null : branches.get(place.branch());
            if (branch == null) {
                return Phrase.of("flow.change.place.first");
            }
            NodeDefinition of = after.allNodes()
                    .filter(node -> node.branches().contains(branch))
                    .findFirst()
                    .orElseThrow();
            return Phrase.of("flow.change.place.firstIn", branch(branch, of));
        }

        // --- Settings ---

        /** What was set otherwise, each as it was and as it is; false when nothing of it can be told. */
        private <C> boolean settings(Extension<C> type, Object name, ObjectNode was, ObjectNode is) {
            Optional<C> former = codec.tried(type, was, Function.identity());
            Optional<C> present = codec.tried(type, is, Function.identity());
            if (former.isEmpty() || present.isEmpty()) {
                return false;
            }
            if (former.equals(present)) {
                return true;
            }
            int said = changes.size();
            type.properties().forEach(property -> setting(property, name, former.get(), present.get()));
            return changes.size() > said;
        }

        private <C, T extends @Nullable Object> void setting(
                ConfigProperty<C, T> property, Object name, C former, C present) {
            T was = property.getter().apply(former);
            T is = property.getter().apply(present);
            boolean seen = property.visible().test(former) || property.visible().test(present);
            if (!seen || Objects.equals(was, is)) {
                return;
            }
            Optional<Object> wasSaid = said(property.kind(), was, is, before);
            Optional<Object> isSaid = said(property.kind(), is, was, after);
            if (wasSaid.equals(Optional.of(NOTHING)) && isSaid.equals(wasSaid)) {
                // It hangs on another setting, of which the change is told.
                return;
            }
            if (wasSaid.isEmpty() || isSaid.isEmpty() || wasSaid.equals(isSaid)) {
                say("flow.change.node.setting", name, property.label());
            } else {
                say("flow.change.node.settingTo", name, property.label(), wasSaid.get(), isSaid.get());
            }
        }

        private <T extends @Nullable Object> Optional<Object> said(
                PropertyKind<T> kind, T value, T other, FlowDefinition flow) {
            return switch (kind) {
                case PropertyKind.Text _ -> Optional.of(told(plain(value)));
                case PropertyKind.Whole _ -> Optional.of(told(plain(value)));
                case PropertyKind.Toggle _ -> Optional.of(yes(Boolean.TRUE.equals(value)));
                case PropertyKind.Choice choice ->
                    Optional.of(choice.options().stream()
                            .filter(option -> option.value().equals(value))
                            .<Object>map(PropertyKind.Choice.Option::label)
                            .findFirst()
                            .orElseGet(() -> told(plain(value))));
                case PropertyKind.Custom<T> custom ->
                    custom.editor() instanceof SpokenEditor<T> spoken
                            ? said(spoken, value, other, flow)
                            : Optional.empty();
            };
        }

        /** Others write editors, and programs write settings: what cannot be said keeps nobody from publishing. */
        private <T extends @Nullable Object> Optional<Object> said(
                SpokenEditor<T> spoken, T value, T other, FlowDefinition flow) {
            try {
                return Optional.of(told(words(flow, context -> spoken.words(spoken.apart(value, other), context))));
            } catch (RuntimeException e) {
                LOG.warn("A setting of flow {} cannot be told", flow.key(), e);
                return Optional.empty();
            }
        }

        private static Label plain(@Nullable Object value) {
            String words = cut(Objects.toString(value, ""));
            return Label.of(words, words);
        }

        private static Object told(Label words) {
            return words.en().isBlank() ? NOTHING : words;
        }

        private static Object yes(boolean on) {
            return Phrase.of(on ? "flow.change.on.short" : "flow.change.off.short");
        }

        private void settings(FlowSettings was, FlowSettings is) {
            setting(
                    "flow.settings.samePerson",
                    was,
                    is,
                    FlowSettings::samePerson,
                    (value, context) -> context.texts()
                            .text(
                                    context.locale(),
                                    "flow.settings.samePerson." + value.name().toLowerCase(Locale.ROOT)));
            toggle("flow.settings.withdrawable", was.withdrawable(), is.withdrawable());
            toggle("flow.settings.asItWas", was.asItWas(), is.asItWas());
            setting("flow.settings.cardFields", was, is, FlowSettings::cardFields, FlowWords::fields);
            Map<String, FieldRight> start = apart(was.start(), is.start());
            Map<String, FieldRight> now = apart(is.start(), was.start());
            if (!start.isEmpty() || !now.isEmpty()) {
                say(
                        "flow.change.settingTo",
                        Phrase.of("flow.change.startRights"),
                        told(words(before, context -> FlowWords.rights(start, context))),
                        told(words(after, context -> FlowWords.rights(now, context))));
            }
            if (!Objects.equals(was.owner(), is.owner())) {
                say("flow.change.setting", Phrase.of("flow.settings.owner"));
            }
            if (!Objects.equals(was.calendar(), is.calendar())) {
                say("flow.change.setting", Phrase.of("flow.settings.calendar"));
            }
        }

        private static Map<String, FieldRight> apart(Map<String, FieldRight> one, Map<String, FieldRight> other) {
            Map<String, FieldRight> apart = new LinkedHashMap<>();
            for (String key : new TreeSet<>(one.keySet())) {
                FieldRight right = Objects.requireNonNull(one.get(key));
                if (right != other.get(key)) {
                    apart.put(key, right);
                }
            }
            return apart;
        }

        private void toggle(String label, boolean was, boolean is) {
            if (was != is) {
                say("flow.change.settingTo", Phrase.of(label), yes(was), yes(is));
            }
        }

        private <T> void setting(
                String label,
                FlowSettings was,
                FlowSettings is,
                Function<FlowSettings, T> part,
                BiFunction<T, NodeContext, String> said) {
            T former = part.apply(was);
            T present = part.apply(is);
            if (!former.equals(present)) {
                say(
                        "flow.change.settingTo",
                        Phrase.of(label),
                        told(words(before, context -> said.apply(former, context))),
                        told(words(after, context -> said.apply(present, context))));
            }
        }
    }
}
