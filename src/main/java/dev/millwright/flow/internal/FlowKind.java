package dev.millwright.flow.internal;

import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.TimelineEntry;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.OptionWarnings;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Label;
import dev.millwright.shared.Phrase;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.repository.Deployment;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Flows as part of an app: publishing one compiles it and gives it to the process engine, within the release. */
@Component
@Order(400)
class FlowKind implements DefinitionKind<FlowDefinition> {

    private final FlowDesign design;
    private final FlowMentions mentions;
    private final RunStore store;
    private final FlowChanges changes;
    private final BusinessTime time;
    private final ObjectProvider<RepositoryService> repository;
    private final ObjectProvider<Schedules> schedules;
    private final ObjectProvider<Course> course;

    FlowKind(
            FlowDesign design,
            FlowMentions mentions,
            RunStore store,
            FlowChanges changes,
            BusinessTime time,
            ObjectProvider<RepositoryService> repository,
            ObjectProvider<Schedules> schedules,
            ObjectProvider<Course> course) {
        this.design = design;
        this.mentions = mentions;
        this.store = store;
        this.changes = changes;
        this.time = time;
        this.repository = repository;
        this.schedules = schedules;
        this.course = course;
    }

    @Override
    public String key() {
        return FlowDefinition.KIND;
    }

    @Override
    public Label label() {
        return Label.of("Flow", "流程");
    }

    @Override
    public Class<FlowDefinition> type() {
        return FlowDefinition.class;
    }

    @Override
    public UUID idOf(FlowDefinition flow) {
        return flow.id();
    }

    @Override
    public String keyOf(FlowDefinition flow) {
        return flow.key();
    }

    @Override
    public String labelOf(FlowDefinition flow) {
        return flow.label();
    }

    @Override
    public FlowDefinition empty(UUID id, String key, String label) {
        return new FlowDefinition(id, key, label, null, TriggerDefinition.NONE, List.of(), FlowSettings.DEFAULT);
    }

    @Override
    public Optional<Copier<FlowDefinition>> copier() {
        return Optional.of(FlowDefinition::copy);
    }

    @Override
    public Optional<Phrase> remark(FlowDefinition flow) {
        return flow.settings().off() ? Optional.of(Phrase.of("flow.remark.off")) : Optional.empty();
    }

    @Override
    public Optional<Phrase> whatGoesOn(FlowDefinition published) {
        long running = store.living(published.id());
        return running > 0 ? Optional.of(Phrase.of("flow.remark.running", running)) : Optional.empty();
    }

    @Override
    public Optional<String> about() {
        return Optional.of(FormDefinition.KIND);
    }

    @Override
    public FlowDefinition begun(UUID id, String key, String label, UUID form) {
        return empty(id, key, label).withForm(form);
    }

    @Override
    public Problems validate(@Nullable FlowDefinition published, FlowDefinition draft, PublishContext context) {
        Problems problems = design.problems(published, draft, context);
        return published == null || problems.hasErrors() ? problems : problems.and(older(draft, context));
    }

    @Override
    public Problems validateKept(FlowDefinition published, PublishContext context) {
        Set<Object> missing = new LinkedHashSet<>();
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : design.problems(published, published, context)) {
            if (problem.code().equals(FlowDesign.SHUT)) {
                problems.add(Problem.error(
                        "flow.error.keptShut",
                        "",
                        published.label(),
                        problem.arguments().getFirst()));
            } else if (problem.code().equals(OptionWarnings.CODE)) {
                problems.add(Problem.warning(
                        "flow.error.keptOption",
                        "",
                        published.label(),
                        problem.arguments().get(0),
                        problem.arguments().get(1)));
            } else if (problem.severity() == Severity.ERROR) {
                missing.add(
                        problem.arguments().isEmpty()
                                ? published.label()
                                : problem.arguments().getFirst());
            }
        }
        if (!missing.isEmpty()) {
            problems.add(Problem.error("flow.error.kept", "", published.label(), List.copyOf(missing)));
        }
        return problems.isEmpty() ? older(published, context) : new Problems(problems);
    }

    @Override
    public List<Reference> references(FlowDefinition flow) {
        UUID form = flow.form();
        Stream<Reference> about = form == null ? Stream.empty() : Stream.of(new Reference(FormDefinition.KIND, form));
        return Stream.concat(about, design.needs(flow)).distinct().toList();
    }

    @Override
    public boolean dependsOn(FlowDefinition flow, Reference other, PublishContext context) {
        return references(flow).contains(other)
                || (other.kind().equals(FormDefinition.KIND) && design.namesBehindLinks(flow, other.id(), context));
    }

    @Override
    public List<Mention> mentions(FlowDefinition flow) {
        return mentions.in(flow);
    }

    @Override
    public List<Change> changes(@Nullable FlowDefinition published, FlowDefinition draft, PublishContext context) {
        if (published == null) {
            return List.of(new Change(
                    "flow.change.added", List.of(draft.label(), draft.allNodes().count()), null));
        }
        List<Change> changes = new ArrayList<>(this.changes.between(published, draft, context));
        if (changes.isEmpty()) {
            changes.add(new Change("flow.change.other", List.of(), null));
        }
        long running = store.living(draft.id());
        if (running > 0) {
            changes.add(new Change("flow.change.running.now", List.of(running), null));
        }
        return changes;
    }

    @Override
    public void apply(@Nullable FlowDefinition published, FlowDefinition draft, PublishContext context) {
        long release = context.release();
        FlowChart chart = design.chart(draft);
        Deployment deployment = repository
                .getObject()
                .createDeployment()
                .name(Elements.process(draft.id()))
                .addBpmnModel(Elements.process(draft.id()) + ".bpmn", ProcessCompiler.compile(chart))
                .disableSchemaValidation()
                .disableBpmnValidation()
                .deploy();
        String process = repository
                .getObject()
                .createProcessDefinitionQuery()
                .deploymentId(deployment.getId())
                .singleResult()
                .getId();
        schedules.getObject().published(context.app().key(), draft);
        store.insertVersion(Ids.next(), context.app().id(), draft, release, process, time.now());
    }

    @Override
    public List<Change> removal(FlowDefinition published, PublishContext context) {
        long running = store.living(published.id());
        if (running == 0) {
            return List.of();
        }
        return List.of(new Change(
                losesForm(published, context) ? "flow.change.running.end.now" : "flow.change.running.goOn.now",
                List.of(running),
                null));
    }

    private static boolean losesForm(FlowDefinition flow, PublishContext context) {
        UUID form = flow.form();
        return form != null
                && context.find(FormDefinition.KIND, form, FormDefinition.class).isEmpty();
    }

    /** Runs go on by the version that they began with, unless there is no form any more that anybody could look at. */
    @Override
    public void remove(FlowDefinition published, PublishContext context) {
        schedules.getObject().removed(published.id());
        if (losesForm(published, context)) {
            store.livingRuns(published.id())
                    .forEach(run -> course.getObject().turn(run, turn -> {
                        turn.happened(
                                TimelineEntry.Kind.NOTE,
                                published.id(),
                                null,
                                null,
                                null,
                                "flow.event.formRemoved",
                                List.of(),
                                "");
                        turn.end("cancelled");
                        return true;
                    }));
        }
    }

    /** What runs need that keep to the version that they began with, which a release may take from them. */
    private Problems older(FlowDefinition flow, PublishContext context) {
        Set<Object> missing = new LinkedHashSet<>();
        for (FlowDefinition version : store.livingVersions(flow.id())) {
            for (Problem problem : design.problems(version, version, context)) {
                if (problem.severity() == Severity.ERROR && !problem.arguments().isEmpty()) {
                    missing.add(problem.arguments().getFirst());
                }
            }
        }
        return missing.isEmpty()
                ? Problems.NONE
                : Problems.of(Problem.warning("flow.error.olderRuns", "", flow.label(), List.copyOf(missing)));
    }
}
