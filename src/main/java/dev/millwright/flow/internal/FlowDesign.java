package dev.millwright.flow.internal;

import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.app.spi.DefinitionKind.Reference;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Scope;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.Extension;
import dev.millwright.flow.BranchDefinition;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.RecordValues;
import dev.millwright.flow.TriggerTypes;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeContext;
import dev.millwright.flow.spi.NodeShape;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.flow.spi.PeopleSteps;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.TriggerType;
import dev.millwright.form.ExpressionScopes;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.OptionWarnings;
import dev.millwright.form.PublishedField;
import dev.millwright.shared.Keys;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What keeps a flow from being published. Paths begin with the id of the node or branch where a problem is. */
@Component
class FlowDesign {

    /** A field has to be filled, and at the start nobody can. */
    static final String SHUT = "flow.error.startShut";

    private static final int LONGEST_LABEL = 200;

    /** What no name has: it takes a single line, and files of all kinds hold it. */
    static final Pattern UNNAMEABLE =
            Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}\\p{Cs}\\x{2028}\\x{2029}\\x{FFFE}\\x{FFFF}]+");

    private final NodeTypes nodes;
    private final TriggerTypes triggers;
    private final DefinitionCodec codec;
    private final Expressions expressions;
    private final FieldResolver fields;
    private final Texts texts;

    FlowDesign(
            NodeTypes nodes,
            TriggerTypes triggers,
            DefinitionCodec codec,
            Expressions expressions,
            FieldResolver fields,
            Texts texts) {
        this.nodes = nodes;
        this.triggers = triggers;
        this.codec = codec;
        this.expressions = expressions;
        this.fields = fields;
        this.texts = texts;
    }

    FlowChart chart(FlowDefinition flow) {
        return new FlowChart(flow, nodes, codec);
    }

    /** What starts the flow; nothing when it is switched off, or its trigger is not installed or makes no sense of its settings. */
    Optional<Subscription> subscription(FlowDefinition flow) {
        return flow.settings().off() ? Optional.empty() : whenOn(flow);
    }

    /** What starts the flow while it is switched on. */
    Optional<Subscription> whenOn(FlowDefinition flow) {
        return triggers.find(flow.trigger().type()).flatMap(type -> subscription(type, flow));
    }

    private <C> Optional<Subscription> subscription(TriggerType<C> type, FlowDefinition flow) {
        return codec.tried(type, flow.trigger().config(), type::subscription);
    }

    /** What the nodes need that is defined elsewhere. */
    Stream<Reference> needs(FlowDefinition flow) {
        return flow.allNodes().flatMap(node -> nodes.find(node.type()).stream().flatMap(type -> needs(node, type)));
    }

    private <C> Stream<Reference> needs(NodeDefinition node, NodeType<C> type) {
        return codec
                .tried(
                        type,
                        node.config(),
                        config -> Stream.of(
                                        type.needs(config).stream().map(id -> new Reference(FormDefinition.KIND, id)),
                                        type.needsFlows(config).stream()
                                                .map(id -> new Reference(FlowDefinition.KIND, id)),
                                        type.needsOthers(config).stream())
                                .flatMap(Function.identity())
                                .toList())
                .stream()
                .flatMap(List::stream);
    }

    /** Whether the flow may name fields of records of a form that its own record links to. */
    boolean namesBehindLinks(FlowDefinition flow, UUID linked, PublishContext context) {
        UUID form = flow.form();
        if (form == null) {
            return false;
        }
        String texts = codec.tree(flow).toString();
        return context.find(FormDefinition.KIND, form, FormDefinition.class).stream()
                .flatMap(found -> found.definition().fields())
                .flatMap(field -> fields.resolve(field).stream())
                .anyMatch(field ->
                        field.target().filter(linked::equals).isPresent() && texts.contains(field.key() + "."));
    }

    /** What is wrong with the flow by itself and with what it is about. */
    Problems problems(@Nullable FlowDefinition published, FlowDefinition draft, PublishContext context) {
        List<Problem> problems = new ArrayList<>();
        if (!Keys.isValid(draft.key())) {
            problems.add(Problem.error("flow.error.key", "key", draft.key()));
        } else if (published != null && !published.key().equals(draft.key())) {
            problems.add(Problem.error("flow.error.frozen", "key", published.key()));
        }
        if (draft.label().isBlank() || draft.label().length() > LONGEST_LABEL) {
            problems.add(Problem.error("flow.error.label", "label", LONGEST_LABEL));
        }
        problems.addAll(signs(draft.label(), "label").items());
        List<FlowDefinition> siblings = context.siblings(FlowDefinition.KIND, FlowDefinition.class);
        if (siblings.stream()
                .anyMatch(
                        other -> other.key().equals(draft.key()) && !other.id().equals(draft.id()))) {
            problems.add(Problem.error("flow.error.twice", "key", draft.key()));
        }
        if (subscription(draft).filter(Subscription.Submitted.class::isInstance).isPresent()
                && draft.form() != null
                && siblings.stream()
                        .anyMatch(other -> !other.id().equals(draft.id())
                                && draft.form().equals(other.form())
                                && subscription(other)
                                        .filter(Subscription.Submitted.class::isInstance)
                                        .isPresent())) {
            problems.add(Problem.error("flow.error.submittedTwice", "trigger"));
        }
        problems.addAll(tree(draft, new Context(draft, context)).items());
        return new Problems(problems);
    }

    private Problems tree(FlowDefinition flow, Context context) {
        Problems problems = trigger(flow, context);
        if (flow.form() != null && context.form().isEmpty()) {
            problems = problems.and(Problem.error("flow.error.formGone", "form"));
        }
        if (flow.nodes().isEmpty()) {
            problems = problems.and(Problem.error("flow.error.empty", ""));
        }
        if (flow.allNodes().count() > FlowDefinition.MAX_NODES) {
            return problems.and(Problem.error("flow.error.tooManyNodes", "", FlowDefinition.MAX_NODES));
        }
        return problems.and(start(flow, context))
                .and(list(flow.nodes(), 1, new HashSet<>(), context))
                .and(endless(flow.nodes()));
    }

    /** What those who fill in and hand in may do has to let them come to an end. */
    private Problems start(FlowDefinition flow, Context context) {
        Map<String, FieldRight> rights = flow.settings().start();
        if (rights.isEmpty()) {
            return Problems.NONE;
        }
        if (whenOn(flow).filter(Subscription.Submitted.class::isInstance).isEmpty()) {
            return Problems.of(Problem.error("flow.error.startNotHandedIn", "trigger.start"));
        }
        Problems problems = PeopleSteps.rights(rights, context, "trigger.start");
        for (FieldDefinition field :
                context.form().stream().flatMap(FormDefinition::fields).toList()) {
            if (!flow.settings().startRight(field.key()).opens()
                    && field.required()
                    && field.defaultValue() == null
                    && fields.resolve(field).filter(bound -> !bound.isEntered()).isEmpty()) {
                problems = problems.and(Problem.error(SHUT, "trigger.start", field.label()));
            }
        }
        return problems;
    }

    private Problems trigger(FlowDefinition flow, Context context) {
        TriggerType<?> type = triggers.find(flow.trigger().type()).orElse(null);
        if (type == null) {
            return Problems.of(Problem.error(
                    "flow.error.noTrigger", "trigger", flow.trigger().type()));
        }
        return trigger(type, flow, context);
    }

    private <C> Problems trigger(TriggerType<C> type, FlowDefinition flow, Context context) {
        Problems problems = type.needsForm() && flow.form() == null
                ? Problems.of(Problem.error("flow.error.noForm", "form"))
                : Problems.NONE;
        return problems.and(said(type, flow.trigger().config(), config -> {
                    Problems wrong = SettingBounds.problems(type, config)
                            .and(type.validate(config))
                            .and(type.validateIn(config, context));
                    // What fails here would fail while the flow is published.
                    var _ = type.subscription(config);
                    return wrong;
                })
                .under("trigger"));
    }

    private Problems list(List<NodeDefinition> list, int depth, Set<UUID> ids, Context context) {
        Problems problems = Problems.NONE;
        for (int i = 0; i < list.size(); i++) {
            NodeDefinition node = list.get(i);
            String path = node.id().toString();
            if (!ids.add(node.id()) || node.id().equals(context.flow().id())) {
                problems = problems.and(Problem.error("flow.error.sameNode", path));
            }
            problems = problems.and(label(node.label(), path + ".label"));
            for (BranchDefinition branch : node.branches()) {
                problems = problems.and(label(branch.label(), branch.id() + ".label"));
            }
            if (depth > FlowDefinition.MAX_DEPTH) {
                return problems.and(Problem.error("flow.error.tooDeepTree", path, FlowDefinition.MAX_DEPTH));
            }
            NodeType<?> type = nodes.find(node.type()).orElse(null);
            if (type == null) {
                problems = problems.and(Problem.error("flow.error.noType", path, node.type()));
                continue;
            }
            problems = problems.and(node(node, type, context).under(path));
            if (!goesOn(node) && i < list.size() - 1) {
                problems = problems.and(Problem.error(
                        "flow.error.unreachable", list.get(i + 1).id().toString()));
            }
            problems = problems.and(branches(node, shape(node), context));
            for (BranchDefinition branch : node.branches()) {
                problems = problems.and(list(branch.nodes(), depth + 1, ids, context));
            }
        }
        return problems;
    }

    private static Problems label(String label, String path) {
        return label.length() > LONGEST_LABEL
                ? Problems.of(Problem.error("flow.error.labelTooLong", path, LONGEST_LABEL))
                : signs(label, path);
    }

    private static Problems signs(String label, String path) {
        return UNNAMEABLE.matcher(label).find()
                ? Problems.of(Problem.error("flow.error.labelSigns", path))
                : Problems.NONE;
    }

    private <C> Problems said(Extension<C> type, ObjectNode settings, Function<C, Problems> work) {
        return codec.tried(type, settings, work)
                .orElseGet(() -> Problems.of(Problem.error("flow.error.unreadable", "")));
    }

    private NodeShape shape(NodeDefinition node) {
        return nodes.shape(node, codec).orElse(NodeShape.STEP);
    }

    /** Whether the flow gets past the node: where branches meet, one that ends or goes back keeps all others waiting. */
    private boolean goesOn(NodeDefinition node) {
        Predicate<BranchDefinition> through = branch -> branch.nodes().stream().allMatch(this::goesOn);
        return switch (shape(node)) {
            case STEP -> true;
            case JUMP, END -> false;
            case PARALLEL -> node.branches().stream().allMatch(through);
            case EXCLUSIVE, INCLUSIVE, ANSWER ->
                node.branches().isEmpty() || node.branches().stream().anyMatch(through);
        };
    }

    /** A node that goes back whatever happens, since neither it nor anything before it depends on a condition. */
    private Problems endless(List<NodeDefinition> list) {
        Problems problems = Problems.NONE;
        for (NodeDefinition node : list) {
            switch (shape(node)) {
                case JUMP -> {
                    return problems.and(
                            Problem.error("flow.error.alwaysBack", node.id().toString()));
                }
                case PARALLEL -> {
                    for (BranchDefinition branch : node.branches()) {
                        problems = problems.and(endless(branch.nodes()));
                    }
                }
                case END -> {
                    return problems;
                }
                case STEP, EXCLUSIVE, INCLUSIVE, ANSWER -> {}
            }
            if (mayEnd(node)) {
                return problems;
            }
        }
        return problems;
    }

    private boolean mayEnd(NodeDefinition node) {
        return shape(node) == NodeShape.END
                || node.branches().stream()
                        .flatMap(branch -> branch.nodes().stream())
                        .anyMatch(this::mayEnd);
    }

    private <C> Problems node(NodeDefinition node, NodeType<C> type, Context context) {
        return said(type, node.config(), config -> {
            Problems problems = SettingBounds.problems(type, config)
                    .and(type.validate(config))
                    .and(type.validateIn(config, context));
            return problems.and(target(type.behaviour(config), context));
        });
    }

    private static Problems target(NodeBehaviour behaviour, Context context) {
        return behaviour instanceof NodeBehaviour.Jump jump
                        && !jump.to().equals(context.flow().id())
                        && context.flow().node(jump.to()).isEmpty()
                ? Problems.of(Problem.error("flow.error.targetGone", "to"))
                : Problems.NONE;
    }

    private Problems branches(NodeDefinition node, NodeShape shape, Context context) {
        String path = node.id().toString();
        if (!shape.hasBranches()) {
            return node.branches().isEmpty()
                    ? Problems.NONE
                    : Problems.of(Problem.error("flow.error.noBranchesHere", path));
        }
        if (shape == NodeShape.ANSWER) {
            return answers(node);
        }
        Problems problems = node.branches().size() < 2
                ? Problems.of(Problem.error("flow.error.tooFewBranches", path))
                : Problems.NONE;
        if (shape == NodeShape.PARALLEL) {
            return problems;
        }
        List<BranchDefinition> fallbacks =
                node.branches().stream().filter(FlowChart::isFallback).toList();
        if (fallbacks.isEmpty()) {
            problems = problems.and(Problem.error("flow.error.noElse", path));
        }
        for (int i = 0; i < node.branches().size(); i++) {
            BranchDefinition branch = node.branches().get(i);
            if (FlowChart.isFallback(branch)) {
                // The last one is where the run goes when no other applies.
                if (!branch.equals(fallbacks.getLast())) {
                    String label = branch.label();
                    problems = problems.and(
                            label.isBlank()
                                    ? Problem.error("flow.error.nthBranch", branch.id() + ".condition", i + 1)
                                    : Problem.error("flow.error.branch", branch.id() + ".condition", label));
                }
            } else {
                UUID form = context.flow().form();
                problems = problems.and(
                        form == null
                                ? Problems.of(Problem.error(
                                        "flow.error.conditionWithoutForm",
                                        branch.id().toString()))
                                : context.condition(form, branch.condition(), branch.id() + ".condition"));
            }
        }
        return problems;
    }

    /** A yes has the one branch, a no the other: there is nothing to choose by. */
    private static Problems answers(NodeDefinition node) {
        Problems problems = node.branches().size() == 2
                ? Problems.NONE
                : Problems.of(
                        Problem.error("flow.error.answerBranches", node.id().toString()));
        return problems.and(new Problems(node.branches().stream()
                .filter(branch -> !branch.condition().isBlank())
                .map(branch -> Problem.error("flow.error.answerCondition", branch.id() + ".condition"))
                .toList()));
    }

    /** Where the nodes of a flow stand while a release is made, for telling about them in a language. */
    NodeContext context(FlowDefinition flow, PublishContext release, Locale locale) {
        return new Context(flow, release, locale);
    }

    /** Where nodes stand while a release is made. */
    private final class Context implements NodeContext {

        private final FlowDefinition flow;
        private final PublishContext release;
        private final Locale locale;

        Context(FlowDefinition flow, PublishContext release) {
            this(flow, release, Locale.ENGLISH);
        }

        Context(FlowDefinition flow, PublishContext release, Locale locale) {
            this.flow = flow;
            this.release = release;
            this.locale = locale;
        }

        @Override
        public Locale locale() {
            return locale;
        }

        @Override
        public Texts texts() {
            return texts;
        }

        @Override
        public FlowDefinition flow() {
            return flow;
        }

        @Override
        public Optional<FormDefinition> form() {
            UUID form = flow.form();
            return form == null ? Optional.empty() : form(form);
        }

        @Override
        public Optional<FormDefinition> form(UUID id) {
            return release.find(FormDefinition.KIND, id, FormDefinition.class).map(PublishContext.Found::definition);
        }

        @Override
        public List<FormDefinition> forms() {
            return release.siblings(FormDefinition.KIND, FormDefinition.class);
        }

        @Override
        public Optional<PublishedField<?, ?>> bound(FieldDefinition field) {
            return fields.resolve(field);
        }

        @Override
        public Optional<FlowDefinition> flow(UUID id) {
            return release.siblings(FlowDefinition.KIND, FlowDefinition.class).stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst();
        }

        @Override
        public <D> List<D> others(String kind, Class<D> type) {
            return release.siblings(kind, type);
        }

        @Override
        public Problems condition(UUID form, String expression, String path) {
            return check(form, expression, path, expressions::condition);
        }

        @Override
        public Problems formula(@Nullable UUID form, String expression, String path) {
            return check(form, expression, path, expressions::compile);
        }

        @Override
        public Problems change(@Nullable UUID form, UUID target, String expression, String path) {
            return check(form, changeScope(form, target), expression, path, expressions::compile);
        }

        private Optional<Scope> changeScope(@Nullable UUID form, UUID target) {
            return scope(form)
                    .flatMap(own -> form(target)
                            .map(there -> ExpressionScopes.with(
                                    own,
                                    RecordValues.TARGET,
                                    bound(there),
                                    label -> texts().text(locale(), "flow.words.target", label))));
        }

        private Optional<Scope> scope(@Nullable UUID form) {
            return form == null ? Optional.of(new Scope(List.of())) : form(form).map(this::scope);
        }

        private Problems check(
                @Nullable UUID form, String expression, String path, BiFunction<String, Scope, Expression> compile) {
            return check(form, scope(form), expression, path, compile);
        }

        private Problems check(
                @Nullable UUID form,
                Optional<Scope> scope,
                String expression,
                String path,
                BiFunction<String, Scope, Expression> compile) {
            if (expression.isBlank()) {
                return Problems.NONE;
            }
            if (scope.isEmpty()) {
                return Problems.of(Problem.error("flow.error.formGone", path));
            }
            try {
                Expression read = compile.apply(expression, scope.get());
                return new Problems(OptionWarnings.in(read, part -> field(form, part), path));
            } catch (ExpressionException e) {
                return Problems.of(Problem.of(e, path));
            }
        }

        /** The field of a form, or of one that it links to, that a part of an expression names. */
        private Optional<PublishedField<?, ?>> field(@Nullable UUID form, Expression part) {
            if (form == null || !(part instanceof Expression.Named(String name, ExpressionType _))) {
                return Optional.empty();
            }
            int dot = name.indexOf('.');
            return dot < 0
                    ? field(form, name)
                    : field(form, name.substring(0, dot))
                            .flatMap(PublishedField::target)
                            .flatMap(target -> field(target, name.substring(dot + 1)));
        }

        private Optional<PublishedField<?, ?>> field(UUID form, String key) {
            return form(form).stream()
                    .flatMap(of -> bound(of).stream())
                    .filter(field -> field.key().equals(key))
                    .findFirst();
        }

        private Scope scope(FormDefinition form) {
            return ExpressionScopes.withLinked(
                    bound(form),
                    linked -> forms().stream()
                            .filter(other -> other.id().equals(linked))
                            .findFirst()
                            .map(this::bound));
        }

        private List<PublishedField<?, ?>> bound(FormDefinition form) {
            return form.fields()
                    .<PublishedField<?, ?>>flatMap(field -> fields.resolve(field).stream())
                    .toList();
        }

        @Override
        public String inWords(@Nullable UUID form, UUID target, String expression) {
            return changeScope(form, target)
                    .map(scope -> ExpressionScopes.inWords(expression, scope))
                    .orElse(expression);
        }

        @Override
        public String inWords(UUID form, String expression) {
            return form(form)
                    .map(of -> ExpressionScopes.inWords(expression, scope(of)))
                    .orElse(expression);
        }
    }
}
