package dev.millwright.flow.ui;

import dev.millwright.app.App;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Draft;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishedApps;
import dev.millwright.app.Rights;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.app.spi.DefinitionKind.PublishContext;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.NodeTypes;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeType;
import dev.millwright.form.FormDefinition;
import dev.millwright.identity.People;
import dev.millwright.identity.Person;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Flows being designed, with what a designer has to know of what is around them. */
@Component
class FlowDrafts {

    private final Drafts drafts;
    private final Apps apps;
    private final AppRights rights;
    private final PublishedApps publishedApps;
    private final DefinitionKind<FlowDefinition> kind;
    private final DefinitionCodec codec;
    private final NodeTypes nodeTypes;
    private final People people;

    FlowDrafts(
            Drafts drafts,
            Apps apps,
            AppRights rights,
            PublishedApps publishedApps,
            DefinitionKind<FlowDefinition> kind,
            DefinitionCodec codec,
            NodeTypes nodeTypes,
            People people) {
        this.drafts = drafts;
        this.apps = apps;
        this.rights = rights;
        this.publishedApps = publishedApps;
        this.kind = kind;
        this.codec = codec;
        this.nodeTypes = nodeTypes;
        this.people = people;
    }

    DefinitionKind<FlowDefinition> kind() {
        return kind;
    }

    /**
     * @param keyOrId as in the address
     */
    Opened open(String app, String keyOrId) {
        if (!rights.access(app).designs()) {
            throw new NotAllowedException(
                    "app.error.designersOnly", apps.byKey(app).label());
        }
        Draft draft = drafts.find(app, FlowDefinition.KIND, keyOrId).orElseThrow(() -> new NotFoundException(keyOrId));
        return new Opened(
                apps.byKey(app),
                rights.of(app).rights(),
                new HashMap<>(),
                draft,
                codec.read(draft.json(), FlowDefinition.class),
                published(FlowDefinition.KIND, draft.id(), FlowDefinition.class).orElse(null),
                all(app, FlowDefinition.KIND, FlowDefinition.class)
                        .filter(other -> !other.id().equals(draft.id()))
                        .toList(),
                all(app, FormDefinition.KIND, FormDefinition.class).toList(),
                new ConcurrentHashMap<>());
    }

    private <D> Stream<D> all(String app, String wanted, Class<D> type) {
        return drafts.list(app, wanted).stream().map(draft -> codec.read(draft.json(), type));
    }

    private <D> Optional<D> published(String wanted, UUID id, Class<D> type) {
        return publishedApps.designedById(wanted, id).map(found -> type.cast(found.definition()));
    }

    /** A form by its id: of the app as designed, of another app as people use it. */
    Optional<FormDefinition> form(Opened opened, UUID id) {
        return opened.forms().stream()
                .filter(form -> form.id().equals(id))
                .findFirst()
                .or(() -> published(FormDefinition.KIND, id, FormDefinition.class));
    }

    /** What else the app as designed is made of, of one kind; read when it is asked for the first time. */
    <D> List<D> others(Opened opened, String wanted, Class<D> type) {
        return opened
                .others()
                .computeIfAbsent(
                        wanted,
                        absent -> List.copyOf(
                                all(opened.app().key(), wanted, type).toList()))
                .stream()
                .map(type::cast)
                .toList();
    }

    Problems problems(Opened opened, FlowDefinition flow) {
        return kind.validate(opened.published(), flow, new Around(opened, flow)).and(outsiders(opened, flow));
    }

    /** People who get tasks of an app that they may not open. */
    private Problems outsiders(Opened opened, FlowDefinition flow) {
        return new Problems(flow.allNodes()
                .flatMap(node -> nodeTypes.find(node.type()).stream()
                        .flatMap(type -> asked(type, node))
                        .flatMap(ref ->
                                Optional.ofNullable(ref.id())
                                        .flatMap(id -> opened.known().computeIfAbsent(id, people::find))
                                        .stream())
                        .filter(person -> !opened.rights().opens(person))
                        .map(person ->
                                Problem.warning("flow.warning.outsider", node.id() + ".step.people", person.name())))
                .toList());
    }

    private <C> Stream<PersonRef> asked(NodeType<C> type, NodeDefinition node) {
        NodeBehaviour behaviour =
                codec.tried(type, node.config(), type::behaviour).orElse(null);
        return behaviour instanceof NodeBehaviour.People asked
                ? asked.step().people().stream()
                        .flatMap(source -> source instanceof PeopleSource.Named(List<PersonRef> named)
                                ? named.stream()
                                : Stream.empty())
                : Stream.empty();
    }

    /**
     * A flow as it was opened.
     *
     * @param known people who were looked up while it is open, so that an edit does not wait for them again
     * @param published what people use now; null before the first release
     * @param siblings the other flows of the app as designed
     * @param forms of the app as designed
     * @param others what else of it was asked for, by kind
     */
    record Opened(
            App app,
            Rights rights,
            Map<String, Optional<Person>> known,
            Draft draft,
            FlowDefinition definition,
            @Nullable FlowDefinition published,
            List<FlowDefinition> siblings,
            List<FormDefinition> forms,
            Map<String, List<?>> others) {}

    /** What a flow is validated beside: the drafts of its app. */
    private final class Around implements PublishContext {

        private final Opened opened;
        private final FlowDefinition flow;

        Around(Opened opened, FlowDefinition flow) {
            this.opened = opened;
            this.flow = flow;
        }

        @Override
        public App app() {
            return opened.app();
        }

        @Override
        public <R> Optional<Found<R>> find(String wanted, UUID id, Class<R> type) {
            Optional<?> found = wanted.equals(FormDefinition.KIND)
                    ? form(opened, id)
                    : siblings(wanted, Object.class).stream()
                            .filter(FlowDefinition.class::isInstance)
                            .filter(other -> ((FlowDefinition) other).id().equals(id))
                            .findFirst();
            return found.map(definition -> new Found<>(opened.app(), type.cast(definition)));
        }

        @Override
        public <R> List<R> siblings(String wanted, Class<R> type) {
            return switch (wanted) {
                case FlowDefinition.KIND ->
                    Stream.concat(Stream.of(flow), opened.siblings().stream())
                            .map(type::cast)
                            .toList();
                case FormDefinition.KIND ->
                    opened.forms().stream().map(type::cast).toList();
                default -> others(opened, wanted, type);
            };
        }

        @Override
        public Optional<String> answer(String question) {
            return Optional.empty();
        }
    }
}
