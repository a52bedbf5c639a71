package dev.millwright.app.internal;

import dev.millwright.app.Access;
import dev.millwright.app.App;
import dev.millwright.app.DraftRef;
import dev.millwright.app.PublishPlan;
import dev.millwright.app.PublishPlan.Asked;
import dev.millwright.app.PublishPlan.Obstacle;
import dev.millwright.app.PublishPlan.Part;
import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApp.PublishedDefinition;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.app.spi.DefinitionKind.Change;
import dev.millwright.app.spi.DefinitionKind.Named;
import dev.millwright.app.spi.DefinitionKind.Reference;
import dev.millwright.app.spi.LimitCheck;
import dev.millwright.schema.FillStep;
import dev.millwright.schema.RecastStep;
import dev.millwright.schema.SchemaConflict;
import dev.millwright.schema.SchemaPlan;
import dev.millwright.schema.SchemaStep;
import dev.millwright.schema.Schemas;
import dev.millwright.schema.TableName;
import dev.millwright.schema.TableSpec;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Works out what a release would change; reads only. */
@Component
class ReleasePlanner {

    private final SnapshotCache snapshots;
    private final SnapshotCache published;
    private final DraftTable drafts;
    private final ReleaseTables releases;
    private final AppTable apps;
    private final Kinds kinds;
    private final StoredDrafts storedDrafts;
    private final Schemas schemas;
    private final Strangers strangers;
    private final ObjectProvider<LimitCheck> limits;

    ReleasePlanner(
            SnapshotCache snapshots,
            DraftTable drafts,
            ReleaseTables releases,
            AppTable apps,
            Kinds kinds,
            StoredDrafts storedDrafts,
            Schemas schemas,
            Strangers strangers,
            ObjectProvider<LimitCheck> limits) {
        this.limits = limits;
        this.snapshots = snapshots;
        this.published = snapshots;
        this.drafts = drafts;
        this.releases = releases;
        this.apps = apps;
        this.kinds = kinds;
        this.storedDrafts = storedDrafts;
        this.schemas = schemas;
        this.strangers = strangers;
    }

    /**
     * A plan with all that carrying it out takes.
     *
     * @param others snapshots of other apps that the release counts on
     */
    record Prepared(
            PublishPlan plan,
            SchemaPlan tables,
            List<Work<?>> works,
            ReleaseContext context,
            List<PublishedApp> others) {}

    Prepared prepare(Access access, ReleaseRequest request) {
        String key = access.app().key();
        // Not from the cache: a plan shows what is there now.
        PublishedApp base = snapshots.read(key).orElseThrow(() -> new NotFoundException(key));
        List<DraftTable.Row> rows = drafts.of(base.app().id());
        List<Work<?>> works = works(base, rows, request);
        ReleaseContext context = new ReleaseContext(base.app(), after(base, works), request.answers(), published);
        Map<UUID, PublishedApp> others = new LinkedHashMap<>();

        Map<DraftRef, Problems> problems = new LinkedHashMap<>();
        Map<DraftRef, List<Change>> changes = new LinkedHashMap<>();
        Map<DraftRef, Set<DraftRef>> missing = new HashMap<>();
        Map<TableName, DraftRef> owners = new HashMap<>();
        List<TableSpec> tables = new ArrayList<>();
        List<FillStep> fills = new ArrayList<>();
        List<RecastStep> recasts = new ArrayList<>();
        for (Work<?> work : works) {
            Problems found = work.validate(context);
            found = found.and(references(work, found.hasErrors(), access, context, rows, others, missing))
                    .and(formerOwner(work, base.app()))
                    .and(keptWithout(work, works, context))
                    .and(stillUsed(work, context, base.app()));
            if (!found.hasErrors() && work.after() != null) {
                found = found.and(limits.stream()
                        .map(check -> check.checkRelease(base, work.kind().key(), work.id(), context))
                        .reduce(Problems.NONE, Problems::and));
            }
            List<Change> words = List.of();
            // A definition with errors need not make sense as a table.
            if (!found.hasErrors()) {
                words = work.changes(context);
                found = found.and(strangers.among(work.mentions()));
                for (TableSpec table : work.tables(context)) {
                    owners.put(table.table(), work.ref());
                    tables.add(table);
                }
                try {
                    fills.addAll(work.fills(context));
                    recasts.addAll(work.recasts(context));
                } catch (InvalidException e) {
                    found = found.and(e.problems());
                } catch (DomainException e) {
                    found = found.and(new Problem(Severity.ERROR, e.code(), "", e.arguments()));
                }
            }
            problems.put(work.ref(), found);
            changes.put(work.ref(), words);
        }
        SchemaPlan schemaPlan =
                tables.isEmpty() ? new SchemaPlan(List.of(), List.of(), "") : schemas.plan(tables, fills, recasts);
        List<Part> parts = works.stream()
                .map(work -> part(
                        work,
                        Objects.requireNonNull(problems.get(work.ref())),
                        Objects.requireNonNull(changes.get(work.ref())),
                        schemaPlan,
                        owners,
                        missing.getOrDefault(work.ref(), Set.of()),
                        request))
                .toList();
        List<SchemaStep> groundwork = schemaPlan.steps().stream()
                .filter(step -> step.change().table() == null
                        || !owners.containsKey(step.change().table()))
                .toList();
        String fingerprint = fingerprint(base, works, changes, request, schemaPlan);
        return new Prepared(
                new PublishPlan(base.app(), parts, groundwork, fingerprint),
                schemaPlan,
                works,
                context,
                List.copyOf(others.values()));
    }

    /** The tables of all that is published, for example to finish what was interrupted. */
    SchemaPlan standing(PublishedApp app) {
        ReleaseContext context = new ReleaseContext(app.app(), after(app, List.of()), Map.of(), published);
        List<TableSpec> tables = app.definitions().values().stream()
                .flatMap(List::stream)
                .flatMap(definition -> kinds.find(definition.kind()).stream()
                        .flatMap(kind -> tables(kind, definition.definition(), context)))
                .toList();
        return schemas.plan(tables);
    }

    private static <D> Stream<TableSpec> tables(DefinitionKind<D> kind, Object definition, ReleaseContext context) {
        return kind.tables(kind.type().cast(definition), context).stream();
    }

    private List<Work<?>> works(PublishedApp base, List<DraftTable.Row> rows, ReleaseRequest request) {
        Map<DraftRef, PublishedDefinition> before = base.definitions().values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toMap(d -> new DraftRef(d.kind(), d.id()), Function.identity()));
        Map<DraftRef, DraftTable.Row> drafted =
                rows.stream().collect(Collectors.toMap(row -> new DraftRef(row.kind(), row.id()), Function.identity()));
        Stream<Optional<Work<?>>> works = request.from().isPresent()
                ? backTo(request, request.from().get(), base, before, drafted)
                : included(request, before, drafted)
                        .map(ref -> work(base, request, ref, before.get(ref), drafted.get(ref)));
        return works.flatMap(Optional::stream)
                .sorted(Comparator.<Work<?>, String>comparing(
                                work -> work.kind().key())
                        .thenComparing(Work::id))
                .toList();
    }

    private Stream<DraftRef> included(
            ReleaseRequest request, Map<DraftRef, PublishedDefinition> before, Map<DraftRef, DraftTable.Row> drafted) {
        Set<DraftRef> all = new HashSet<>(drafted.keySet());
        all.addAll(before.keySet());
        request.include()
                .ifPresent(include -> include.stream()
                        .filter(ref -> !all.contains(ref))
                        .findFirst()
                        .ifPresent(unknown -> {
                            throw new NotFoundException(unknown.kind() + "/" + unknown.id());
                        }));
        return request.include().orElse(all).stream();
    }

    private Stream<Optional<Work<?>>> backTo(
            ReleaseRequest request,
            long number,
            PublishedApp base,
            Map<DraftRef, PublishedDefinition> before,
            Map<DraftRef, DraftTable.Row> drafted) {
        if (number < 1 || number > base.release()) {
            throw new NotFoundException(String.valueOf(number));
        }
        Map<DraftRef, PublishedDefinition> then = releases.of(base.app().id(), number).stream()
                .collect(Collectors.toMap(d -> new DraftRef(d.kind(), d.id()), Function.identity()));
        Set<DraftRef> all = new HashSet<>(then.keySet());
        all.addAll(before.keySet());
        return all.stream().map(ref -> {
            DraftTable.Row draft = drafted.get(ref);
            // Work that was never published stays a draft.
            boolean follows = draft == null || !storedDrafts.changed(base, draft);
            PublishedDefinition target = then.get(ref);
            return kinds.find(ref.kind())
                    .flatMap(kind -> work(
                            base,
                            request,
                            kind,
                            ref,
                            before.get(ref),
                            target == null ? null : kinds.encode(target.definition()),
                            draft,
                            follows));
        });
    }

    private Optional<Work<?>> work(
            PublishedApp base,
            ReleaseRequest request,
            DraftRef ref,
            @Nullable PublishedDefinition before,
            DraftTable.@Nullable Row draft) {
        return kinds.find(ref.kind())
                .flatMap(kind ->
                        work(base, request, kind, ref, before, draft == null ? null : draft.json(), draft, true));
    }

    /** Nothing when nothing would change. */
    private <D> Optional<Work<?>> work(
            PublishedApp base,
            ReleaseRequest request,
            DefinitionKind<D> kind,
            DraftRef ref,
            @Nullable PublishedDefinition before,
            @Nullable String target,
            DraftTable.@Nullable Row draft,
            boolean draftFollows) {
        D from = before == null ? null : kind.type().cast(before.definition());
        D left = from != null || target == null || !kind.leavesTables()
                ? from
                : releases.last(base.app().id(), kind.key(), ref.id())
                        .map(last -> kind.type().cast(last.definition()))
                        .orElse(null);
        D to = target == null
                ? null
                : kind.answered(left, kind.carryOver(left, kinds.decode(kind, target)), base.app(), request.answers());
        if (from == null ? to == null : to != null && kinds.encode(from).equals(kinds.encode(to))) {
            return Optional.empty();
        }
        return Optional.of(new Work<>(kind, ref.id(), from, left, to, draft, draftFollows));
    }

    private static Map<String, Map<UUID, Object>> after(PublishedApp base, List<Work<?>> works) {
        Map<String, Map<UUID, Object>> after = new TreeMap<>();
        base.definitions()
                .values()
                .forEach(all -> all.forEach(
                        definition -> of(after, definition.kind()).put(definition.id(), definition.definition())));
        for (Work<?> work : works) {
            Map<UUID, Object> siblings = of(after, work.kind().key());
            Object target = work.after();
            if (target == null) {
                siblings.remove(work.id());
            } else {
                siblings.put(work.id(), target);
            }
        }
        return after;
    }

    private static Map<UUID, Object> of(Map<String, Map<UUID, Object>> definitions, String kind) {
        return definitions.computeIfAbsent(kind, ignored -> new TreeMap<>());
    }

    /** Whatever a definition refers to must be part of the release, or published by an app that the person may open. */
    private Problems references(
            Work<?> work,
            boolean hasErrors,
            Access access,
            ReleaseContext context,
            List<DraftTable.Row> rows,
            Map<UUID, PublishedApp> others,
            Map<DraftRef, Set<DraftRef>> missing) {
        Problems problems = Problems.NONE;
        Set<Reference> former = new HashSet<>(work.formerReferences());
        for (Reference reference : work.references()) {
            if (context.has(reference.kind(), reference.id())) {
                continue;
            }
            Optional<PublishedApp> other = published
                    .appOf(reference.kind(), reference.id())
                    .filter(app -> !app.app().id().equals(context.app().id()));
            if (other.isPresent()
                    && (former.contains(reference) || other.get().rights().opens(access.person()))) {
                others.put(other.get().app().id(), other.get());
                continue;
            }
            Optional<DraftTable.Row> draft = rows.stream()
                    .filter(row ->
                            row.kind().equals(reference.kind()) && row.id().equals(reference.id()))
                    .findFirst();
            if (draft.isPresent()) {
                missing.computeIfAbsent(work.ref(), ignored -> new HashSet<>())
                        .add(new DraftRef(reference.kind(), reference.id()));
                problems = problems.and(Problem.error(
                        PublishPlan.UNPUBLISHED, "", work.label(), draft.get().label()));
            } else if (!hasErrors) {
                problems = problems.and(Problem.error("app.problem.referenceGone", "", work.label()));
            }
        }
        return problems;
    }

    /** Tables of what was removed stay, so their names do. */
    private Problems formerOwner(Work<?> work, App app) {
        if (work.before() != null) {
            return Problems.NONE;
        }
        return releases.formerOwner(app.id(), work.kind().key(), work.key(), work.id())
                .map(former ->
                        Problems.of(Problem.error("app.problem.keyUsedBefore", "key", work.key(), former.label())))
                .orElse(Problems.NONE);
    }

    private Problems stillUsed(Work<?> work, ReleaseContext context, App app) {
        if (work.after() != null) {
            return Problems.NONE;
        }
        Reference removed = new Reference(work.kind().key(), work.id());
        List<String> users = new ArrayList<>();
        context.definitions()
                .forEach((kind, all) -> all.values()
                        .forEach(definition -> user(kind, definition, removed).ifPresent(users::add)));
        apps.keys().stream()
                .filter(key -> !key.equals(app.key()))
                .flatMap(key -> published.find(key).stream())
                .forEach(other -> other.definitions()
                        .values()
                        .forEach(all ->
                                all.forEach(definition -> user(definition.kind(), definition.definition(), removed)
                                        .ifPresent(user -> users.add(other.app().label() + " / " + user)))));
        return users.isEmpty()
                ? Problems.NONE
                : Problems.of(Problem.error("app.problem.stillUsed", "", work.label(), String.join(", ", users)));
    }

    /** What a change takes from definitions that stay as they are. */
    private Problems keptWithout(Work<?> work, List<Work<?>> works, ReleaseContext context) {
        if (work.before() == null || work.after() == null) {
            return Problems.NONE;
        }
        Set<UUID> changed = works.stream().map(Work::id).collect(Collectors.toSet());
        Reference reference = new Reference(work.kind().key(), work.id());
        List<Problem> problems = new ArrayList<>();
        context.definitions()
                .forEach((kind, all) -> all.forEach((id, definition) -> {
                    if (!changed.contains(id)) {
                        kinds.find(kind)
                                .ifPresent(known -> problems.addAll(kept(known, definition, reference, context)
                                        .items()));
                    }
                }));
        return new Problems(problems);
    }

    private static <D> Problems kept(
            DefinitionKind<D> kind, Object definition, Reference reference, ReleaseContext context) {
        D typed = kind.type().cast(definition);
        return kind.dependsOn(typed, reference, context) ? kind.validateKept(typed, context) : Problems.NONE;
    }

    private Optional<String> user(String kind, Object definition, Reference reference) {
        return kinds.find(kind).flatMap(known -> user(known, definition, reference));
    }

    private static <D> Optional<String> user(DefinitionKind<D> kind, Object definition, Reference reference) {
        D typed = kind.type().cast(definition);
        return kind.references(typed).contains(reference) ? Optional.of(kind.labelOf(typed)) : Optional.empty();
    }

    private static Part part(
            Work<?> work,
            Problems problems,
            List<Change> changes,
            SchemaPlan tables,
            Map<TableName, DraftRef> owners,
            Set<DraftRef> missing,
            ReleaseRequest request) {
        List<Asked> questions = changes.stream()
                .map(Change::question)
                .filter(Objects::nonNull)
                .distinct()
                .map(question -> new Asked(question, request.answers().get(question.id())))
                .toList();
        List<SchemaStep> steps = tables.steps().stream()
                .filter(step -> step.change().table() != null
                        && work.ref().equals(owners.get(step.change().table())))
                .toList();
        List<Obstacle> obstacles = tables.conflicts().stream()
                .filter(conflict -> work.ref().equals(owners.get(conflict.table())))
                .map(conflict -> obstacle(work, conflict))
                .toList();
        return new Part(
                work.ref(),
                work.key(),
                work.label(),
                work.operation(),
                changes,
                questions,
                steps,
                obstacles,
                problems,
                work.either(),
                missing);
    }

    private static Obstacle obstacle(Work<?> work, SchemaConflict conflict) {
        List<Named> fields = conflict.columnNames().stream()
                .map(column -> work.column(column).orElse(new Named(column, column)))
                .toList();
        List<Object> arguments = new ArrayList<>(conflict.arguments());
        arguments.set(0, work.label());
        if (!fields.isEmpty()) {
            arguments.set(1, fields.stream().map(Named::label).collect(Collectors.joining(", ")));
        }
        return new Obstacle(
                conflict,
                conflict.code(),
                arguments,
                fields.stream().map(Named::key).toList());
    }

    private String fingerprint(
            PublishedApp base,
            List<Work<?>> works,
            Map<DraftRef, List<Change>> changes,
            ReleaseRequest request,
            SchemaPlan tables) {
        List<Object> facts = new ArrayList<>();
        facts.add(base.app().id());
        facts.add(base.release());
        for (Work<?> work : works) {
            facts.add(work.ref());
            facts.add(
                    Optional.<Object>ofNullable(work.after()).map(kinds::encode).orElse("-"));
            facts.add(Objects.requireNonNull(changes.get(work.ref())).stream()
                    .filter(change -> !change.isPassing())
                    .map(change -> change.code() + change.arguments())
                    .toList());
        }
        facts.add(new TreeMap<>(request.answers()));
        facts.add(tables.fingerprint());
        return Hashes.sha256(facts.toString());
    }
}
