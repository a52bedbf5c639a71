package dev.millwright.app.internal;

import dev.millwright.app.Access;
import dev.millwright.app.App;
import dev.millwright.app.AppEvent.DraftDeleted;
import dev.millwright.app.AppEvent.DraftSaved;
import dev.millwright.app.Author;
import dev.millwright.app.Draft;
import dev.millwright.app.DraftChangedException;
import dev.millwright.app.DraftRef;
import dev.millwright.app.Drafts;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.UnreadableDefinitionException;
import dev.millwright.shared.BoundedJson;
import dev.millwright.shared.ConflictException;
import dev.millwright.shared.Ids;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Drafts in the table {@code platform.draft}. */
@Service
class StoredDrafts implements Drafts {

    static final int LONGEST_JSON = 4_000_000;

    private final Gatekeeper gatekeeper;
    private final DraftTable table;
    private final SnapshotCache published;
    private final Kinds kinds;
    private final DefinitionCodec codec;
    private final Signals signals;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate writing;

    StoredDrafts(
            Gatekeeper gatekeeper,
            DraftTable table,
            SnapshotCache published,
            Kinds kinds,
            DefinitionCodec codec,
            Signals signals,
            ApplicationEventPublisher events,
            Transactions transactions) {
        this.gatekeeper = gatekeeper;
        this.table = table;
        this.published = published;
        this.kinds = kinds;
        this.codec = codec;
        this.signals = signals;
        this.events = events;
        this.writing = transactions.writing();
    }

    @Override
    public List<Draft> list(String app) {
        Access access = gatekeeper.designer(app);
        return table.of(access.app().id()).stream().map(row -> draft(app, row)).toList();
    }

    @Override
    public Optional<Draft> find(String app, String kind, UUID id) {
        Access access = gatekeeper.designer(app);
        return own(access.app(), kind, id).map(row -> draft(app, row));
    }

    @Override
    public Optional<Draft> find(String app, String kind, String keyOrId) {
        Access access = gatekeeper.designer(app);
        return Ids.parse(keyOrId)
                .map(id -> own(access.app(), kind, id))
                .orElseGet(() -> table.findByKey(access.app().id(), kind, keyOrId))
                .map(row -> draft(app, row));
    }

    @Override
    public Draft save(String app, String kind, String json, long version) {
        Access access = gatekeeper.designer(app);
        if (json.length() > LONGEST_JSON) {
            Problems.of(Problem.error("app.error.definitionTooLarge", "")).throwIfErrors();
        }
        BoundedJson.check(json);
        DraftTable.Content content = content(access.app(), kinds.get(kind), codec.read(json, JsonNode.class));
        Optional<DraftTable.Row> saved = telling(
                "app.draftSaved",
                access.app(),
                () -> version == 0
                        ? table.insert(content, 0, access.person())
                        : table.update(content, version, access.person()));
        return saved.map(row -> draft(app, row)).orElseThrow(() -> refused(access.app(), kind, content.id()));
    }

    @Override
    public void delete(String app, DraftRef ref, long version) {
        Access access = gatekeeper.designer(app);
        writing.executeWithoutResult(status -> {
            Optional<DraftTable.Row> row = own(access.app(), ref.kind(), ref.id());
            if (row.isEmpty() || !table.delete(access.app().id(), ref.kind(), ref.id(), version)) {
                throw refused(access.app(), ref.kind(), ref.id());
            }
            signals.send(new DraftDeleted(app, ref, Author.of(access.person())));
            tell("app.draftDeleted", access.app(), row.get());
        });
    }

    @Override
    public List<PublishedDefinition> removed(String app) {
        Access access = gatekeeper.designer(app);
        Set<UUID> drafted = new HashSet<>();
        table.of(access.app().id()).forEach(row -> drafted.add(row.id()));
        return snapshot(app).definitions().values().stream()
                .flatMap(List::stream)
                .filter(definition -> !drafted.contains(definition.id()))
                .toList();
    }

    @Override
    public Draft revert(String app, DraftRef ref) {
        Access access = gatekeeper.designer(app);
        PublishedDefinition definition = snapshot(app).all(ref.kind()).stream()
                .filter(candidate -> candidate.id().equals(ref.id()))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(ref.id().toString()));
        DraftTable.Content content = new DraftTable.Content(
                access.app().id(),
                ref.kind(),
                ref.id(),
                definition.key(),
                definition.label(),
                kinds.encode(definition.definition()));
        return telling(
                        "app.draftReverted",
                        access.app(),
                        () -> table.find(ref.kind(), ref.id())
                                .map(row -> table.update(content, row.version(), access.person()))
                                .orElseGet(() -> table.insert(content, definition.since(), access.person())))
                .map(row -> draft(app, row))
                .orElseThrow(() -> refused(access.app(), ref.kind(), ref.id()));
    }

    /** Writes a draft, and if it was written tells those who have it open, and the auditors. */
    private Optional<DraftTable.Row> telling(String action, App app, Supplier<Optional<DraftTable.Row>> write) {
        return Optional.ofNullable(writing.execute(status -> write.get()
                .map(row -> {
                    signals.send(new DraftSaved(
                            app.key(), new DraftRef(row.kind(), row.id()), row.version(), row.updatedBy()));
                    tell(action, app, row);
                    return row;
                })
                .orElse(null)));
    }

    private void tell(String action, App app, DraftTable.Row row) {
        events.publishEvent(AppDeed.toDraft(action, app, kinds, row.kind(), row.key(), row.label()));
    }

    /** A definition in canonical form. */
    <D> DraftTable.Content content(App app, DefinitionKind<D> kind, JsonNode json) {
        D definition = kinds.decode(kind, json);
        SoundDefinitions.require(definition);
        return new DraftTable.Content(
                app.id(),
                kind.key(),
                kind.idOf(definition),
                kind.keyOf(definition),
                kind.labelOf(definition),
                kinds.encode(definition));
    }

    boolean changed(PublishedApp app, DraftTable.Row draft) {
        Optional<PublishedDefinition> before = app.all(draft.kind()).stream()
                .filter(definition -> definition.id().equals(draft.id()))
                .findFirst();
        if (before.isEmpty()) {
            return true;
        }
        String json = kinds.encode(before.get().definition());
        if (json.equals(draft.json())) {
            return false;
        }
        try {
            return kinds.find(draft.kind())
                    .map(kind -> !carriedOver(kind, before.get().definition(), draft.json())
                            .equals(json))
                    .orElse(true);
        } catch (UnreadableDefinitionException e) {
            return true;
        }
    }

    private <D> String carriedOver(DefinitionKind<D> kind, Object before, String draft) {
        return kinds.encode(kind.carryOver(kind.type().cast(before), kinds.decode(kind, draft)));
    }

    private RuntimeException refused(App app, String kind, UUID id) {
        return table.find(kind, id)
                .<RuntimeException>map(row -> row.app().equals(app.id())
                        ? new DraftChangedException(draft(app.key(), row))
                        : new ConflictException("app.error.idTaken"))
                .orElseGet(() -> published.appOf(kind, id).isPresent()
                        ? new ConflictException("app.error.idTaken")
                        : new ConflictException("app.error.draftDeleted"));
    }

    private Optional<DraftTable.Row> own(App app, String kind, UUID id) {
        return table.find(kind, id).filter(row -> row.app().equals(app.id()));
    }

    private PublishedApp snapshot(String app) {
        return published.find(app).orElseThrow(() -> new NotFoundException(app));
    }

    private Draft draft(String app, DraftTable.Row row) {
        return new Draft(
                row.kind(),
                row.id(),
                row.key(),
                row.label(),
                row.json(),
                row.version(),
                row.updatedAt(),
                row.updatedBy(),
                row.basedOn(),
                changed(snapshot(app), row));
    }
}
