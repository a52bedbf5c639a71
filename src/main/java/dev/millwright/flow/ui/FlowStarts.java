package dev.millwright.flow.ui;

import dev.millwright.app.Action;
import dev.millwright.flow.Flows;
import dev.millwright.flow.Flows.Offered;
import dev.millwright.flow.Flows.SubmitFlow;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.shared.NotFoundException;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the person may start in an app: records to hand in, and flows that are about no record. */
@Component
record FlowStarts(Flows flows, AccessibleForms access) {

    /** One thing to start. */
    sealed interface Start {

        String label();

        /** A record of the form is entered, and then handed in. */
        record Entry(String label, FormRef ref, PublishedForm form) implements Start {}

        /** A designer has switched the flow off. */
        record Off(String label) implements Start {}

        /** The flow starts at once. */
        record Now(String app, Offered flow) implements Start {
            @Override
            public String label() {
                return flow.label();
            }
        }
    }

    /** In the order of the app; none for an app that is not there for the person. */
    List<Start> of(String app) {
        try {
            return Stream.of(
                            access.all(app).stream()
                                    .filter(form -> form.partOf().isEmpty())
                                    .flatMap(form -> entry(app, form)),
                            flows.offered(app, null, null).stream().map(flow -> new Start.Now(app, flow)),
                            flows.switchedOff(app).stream()
                                    .filter(off -> off.form() == null || access.allows(off.form(), Action.CREATE))
                                    .map(off -> new Start.Off(off.label())))
                    .<Start>flatMap(some -> some)
                    .toList();
        } catch (NotFoundException notThere) {
            return List.of();
        }
    }

    private Stream<Start> entry(String app, PublishedForm form) {
        FormRef ref = new FormRef(app, form.key());
        return access.allows(ref, Action.CREATE)
                ? flows.submitFlow(ref).map(SubmitFlow::label).stream().map(label -> new Start.Entry(label, ref, form))
                : Stream.empty();
    }
}
