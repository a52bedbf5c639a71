package dev.millwright.flow.internal;

import dev.millwright.app.PublishedApp;
import dev.millwright.flow.FieldRight;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.form.PublishedForm;
import dev.millwright.identity.Person;
import dev.millwright.record.spi.FieldAccess;
import dev.millwright.record.spi.FieldLimits;
import dev.millwright.record.spi.FieldRights;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps those who fill in a record from what the start of its flow does not open, until it is handed in. */
@Component
class StartRights implements FieldLimits {

    private final FlowDesign design;
    private final RunStore runs;

    StartRights(FlowDesign design, RunStore runs) {
        this.design = design;
        this.runs = runs;
    }

    /** The flow by which records of the form are handed in, if it says anything of fields at its start. */
    private Optional<FlowDefinition> flow(PublishedApp app, PublishedForm form) {
        return app.all(FlowDefinition.KIND, FlowDefinition.class).stream()
                .filter(flow -> form.id().equals(flow.form())
                        && !flow.settings().start().isEmpty())
                .filter(flow -> design.subscription(flow)
                        .filter(Subscription.Submitted.class::isInstance)
                        .isPresent())
                .findFirst();
    }

    @Override
    public boolean concerns(PublishedApp app, PublishedForm form) {
        return flow(app, form).isPresent();
    }

    @Override
    public FieldRights ofNew(PublishedApp app, PublishedForm form, Person person) {
        return flow(app, form).map(StartRights::rights).orElse(FieldRights.ALL);
    }

    /** What was withdrawn is filled in once more; what was accepted or rejected is a record like others. */
    @Override
    public Map<UUID, FieldRights> of(PublishedApp app, PublishedForm form, Person person, Collection<UUID> records) {
        FieldRights rights = ofNew(app, form, person);
        Set<UUID> handedIn = runs.handedIn(records);
        Map<UUID, FieldRights> limited = new HashMap<>();
        records.stream().filter(id -> !handedIn.contains(id)).forEach(id -> limited.put(id, rights));
        return limited;
    }

    /** A draft may be saved without what is demanded of a record that is handed in. */
    private static FieldRights rights(FlowDefinition flow) {
        Map<String, FieldAccess> named = new HashMap<>();
        flow.settings()
                .start()
                .forEach((key, right) ->
                        named.put(key, right == FieldRight.REQUIRED ? FieldAccess.EDITABLE : right.access()));
        return new FieldRights(named, FieldAccess.EDITABLE);
    }
}
