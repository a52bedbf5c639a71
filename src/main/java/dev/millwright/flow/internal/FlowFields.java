package dev.millwright.flow.internal;

import dev.millwright.field.PersonRef;
import dev.millwright.flow.FlowInstance;
import dev.millwright.flow.FlowInstance.Phase;
import dev.millwright.flow.internal.RunStore.Elsewhere;
import dev.millwright.flow.spi.FlowField;
import dev.millwright.flow.spi.Standing;
import dev.millwright.flow.spi.Standing.Times;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.record.spi.KeptValues;
import dev.millwright.shared.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the fields of records that say where they stand in their flows. */
@Component
class FlowFields {

    /** Who has it in a flow that is waited for. */
    private static final Label IN_FLOW = Label.of("%s (%s)", "%s（%s）");

    private final PublishedForms forms;
    private final RunStore runs;
    private final KeptValues values;

    FlowFields(PublishedForms forms, RunStore runs, KeptValues values) {
        this.forms = forms;
        this.runs = runs;
        this.values = values;
    }

    /** What a step that is open has to tell. */
    record Open(UUID node, @Nullable Instant dueAt) {}

    /** A run has moved: its record says where it stands now, if it was handed in and its form has such fields. */
    void moved(Run run, Phase phase, List<Step> steps) {
        formOf(run).filter(FlowFields::hasAny).ifPresent(form -> {
            List<Step> open = steps.stream().filter(Step::isOpen).toList();
            List<PersonRef> people = open.stream()
                    .flatMap(step -> step.items.stream())
                    .filter(Item::isAwaited)
                    .map(item -> item.person)
                    .toList();
            List<Elsewhere> elsewhere = open.stream().anyMatch(step -> step.kind == Step.Kind.CALL)
                    ? runs.elsewhere(List.of(run.id))
                    : List.of();
            Standing standing = standing(
                    run,
                    phase,
                    open.stream().map(step -> new Open(step.node, step.dueAt)).toList(),
                    people,
                    elsewhere,
                    times(form, List.of(run.id)).getOrDefault(run.id, Map.of()));
            values.keep(form, Map.of(Objects.requireNonNull(run.record), kept(form, standing)));
        });
    }

    /** Records were changed after they were accepted. */
    void changed(PublishedForm form, Collection<Run> accepted, Instant moment) {
        if (hasAny(form)) {
            accepted.forEach(run -> run.changedAt = moment);
            keep(form, List.copyOf(accepted));
        }
    }

    /** The records of all runs say where they stand. */
    void keep(PublishedForm form, List<Run> submitted) {
        List<UUID> ids = submitted.stream().map(run -> run.id).toList();
        Map<UUID, Phase> phases = runs.phases(submitted);
        Map<UUID, List<Open>> open = runs.open(ids);
        Map<UUID, List<PersonRef>> people = runs.awaitedHere(ids);
        Map<UUID, List<Elsewhere>> elsewhere =
                runs.elsewhere(ids).stream().collect(Collectors.groupingBy(Elsewhere::caller));
        Map<UUID, Map<UUID, Times>> times = times(form, ids);
        Map<UUID, Map<String, @Nullable Object>> kept = new HashMap<>();
        for (Run run : submitted) {
            Standing standing = standing(
                    run,
                    Objects.requireNonNull(phases.get(run.id)),
                    open.getOrDefault(run.id, List.of()),
                    people.getOrDefault(run.id, List.of()),
                    elsewhere.getOrDefault(run.id, List.of()),
                    times.getOrDefault(run.id, Map.of()));
            kept.put(Objects.requireNonNull(run.record), kept(form, standing));
        }
        values.keep(form, kept);
    }

    /** The run whose record says that it waits for the one that has moved, if there is any: the nearest that was handed in above it. */
    Optional<UUID> caller(Run moved) {
        UUID above = moved.isWaitedFor() ? moved.parent : null;
        while (above != null) {
            Run caller = runs.run(above).orElse(null);
            if (caller == null || caller.isOver()) {
                return Optional.empty();
            }
            if (formOf(caller).filter(FlowFields::hasAny).isPresent()) {
                return Optional.of(caller.id);
            }
            above = caller.isWaitedFor() ? caller.parent : null;
        }
        return Optional.empty();
    }

    private Map<UUID, Map<UUID, Times>> times(PublishedForm form, List<UUID> instances) {
        return fields(form).anyMatch(field -> ((FlowField<?, ?>) field.type()).tellsTimes())
                ? runs.times(instances)
                : Map.of();
    }

    static boolean hasAny(PublishedForm form) {
        return fields(form).findAny().isPresent();
    }

    private static Stream<PublishedField<?, ?>> fields(PublishedForm form) {
        return form.fields().stream().filter(field -> field.type() instanceof FlowField<?, ?>);
    }

    private Optional<PublishedForm> formOf(Run run) {
        return run.submitted && run.form != null && run.record != null
                ? forms.find(run.form.app(), run.form.form())
                : Optional.empty();
    }

    private static Map<String, @Nullable Object> kept(PublishedForm form, Standing standing) {
        Map<String, @Nullable Object> kept = new HashMap<>();
        fields(form).forEach(field -> kept.put(field.key(), value(field, standing)));
        return kept;
    }

    private static <C, V> @Nullable Object value(PublishedField<C, V> field, Standing standing) {
        return field.type() instanceof FlowField<C, V> own ? own.of(standing, field.config()) : null;
    }

    private Standing standing(
            Run run,
            Phase phase,
            List<Open> open,
            List<PersonRef> people,
            List<Elsewhere> elsewhere,
            Map<UUID, Times> times) {
        FlowChart chart = runs.version(run.version).chart();
        List<String> steps = new ArrayList<>();
        open.stream().map(Open::node).forEach(node -> {
            String label = chart.label(node);
            // In one language for all, so that figures do not take one step for two.
            steps.add(label.isBlank() ? chart.name(node).in(languageOf(chart)) : label);
        });
        Stream<String> there = elsewhere.stream()
                .map(one -> IN_FLOW.in(languageOf(chart)).formatted(one.person().name(), one.flow()));
        return new Standing(
                state(run, phase),
                steps,
                Stream.concat(people.stream().distinct().map(PersonRef::name), there)
                        .sorted()
                        .toList(),
                run.startedAt,
                run.endedAt,
                open.stream()
                        .map(Open::dueAt)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null),
                times);
    }

    /** The language that its designer wrote in, as far as the name of the flow tells. */
    private static Locale languageOf(FlowChart chart) {
        return chart.flow().label().codePoints().anyMatch(Character::isIdeographic)
                ? Locale.SIMPLIFIED_CHINESE
                : Locale.ENGLISH;
    }

    private static String state(Run run, Phase phase) {
        if (run.changedAt != null) {
            return "changed";
        }
        if (run.state == FlowInstance.State.FAILED || run.state == FlowInstance.State.SUSPENDED) {
            return run.state.name().toLowerCase(Locale.ROOT);
        }
        return run.ending().map(Ending::told).orElseGet(() -> phase.name().toLowerCase(Locale.ROOT));
    }
}
