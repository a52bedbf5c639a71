package dev.millwright.flow.internal;

import dev.millwright.app.PublishedApps;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.spi.RecordLock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps people from changing records that are in approval; what their flow lets them change they change in its steps. */
@Component
class InApproval implements RecordLock {

    private final PublishedApps apps;
    private final RunStore runs;
    private final SpokenNames names;

    InApproval(PublishedApps apps, RunStore runs, SpokenNames names) {
        this.apps = apps;
        this.runs = runs;
        this.names = names;
    }

    @Override
    public boolean concerns(PublishedForm form) {
        return apps.designed(form.app().key()).stream()
                .flatMap(app -> app.all(FlowDefinition.KIND, FlowDefinition.class).stream())
                .anyMatch(flow -> form.id().equals(flow.form()));
    }

    @Override
    public Map<UUID, Holder> holders(PublishedForm form, Collection<UUID> records) {
        Map<UUID, Holder> holders = new HashMap<>();
        for (RunStore.Holding held : runs.holding(records)) {
            UUID node = held.node();
            String step = node == null
                    ? ""
                    : names.step(held.app(), runs.version(held.version()).chart(), node);
            holders.put(held.record(), new Holder(names.text(held.app(), held.label()), step));
        }
        return holders;
    }
}
