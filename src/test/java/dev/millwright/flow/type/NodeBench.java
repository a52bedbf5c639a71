package dev.millwright.flow.type;

import dev.millwright.app.PublishedApp;
import dev.millwright.app.PublishedApps;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.WorkDaySource;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowDocument;
import dev.millwright.flow.FlowSettings;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.TriggerDefinition;
import dev.millwright.flow.spi.NodeBehaviour;
import dev.millwright.flow.spi.NodeRun;
import dev.millwright.form.PublishedForm;
import dev.millwright.form.PublishedForms;
import dev.millwright.identity.Person;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.Records;
import dev.millwright.record.internal.Gate;
import dev.millwright.record.spi.Authorities;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Phrase;
import dev.millwright.testing.TestPeople;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Lets one node work on a record of the gate, as a run would. */
final class NodeBench {

    private final Gate gate;
    private final FormRef form;
    private final Map<String, List<UUID>> kept = new HashMap<>();
    final List<UUID> called = new ArrayList<>();
    final List<String> notes = new ArrayList<>();

    NodeBench(Gate gate, FormRef form) {
        this.gate = gate;
        this.form = form;
    }

    NodeRecords records() {
        return new NodeRecords(
                gate.context.getBean(Records.class),
                gate.context.getBean(RecordQuery.class),
                gate.context.getBean(AccessibleForms.class),
                gate.context.getBean(Authorities.class),
                gate.context.getBean(Expressions.class),
                new NodeFormulas(
                        gate.context.getBean(RecordQuery.class),
                        gate.context.getBean(AccessibleForms.class),
                        gate.context.getBean(Authorities.class),
                        gate.context.getBean(Expressions.class),
                        gate.context.getBean(WorkDaySource.class)));
    }

    List<UUID> kept(String name) {
        return kept.getOrDefault(name, List.of());
    }

    void work(NodeBehaviour behaviour, @Nullable UUID record) {
        ((NodeBehaviour.Automatic) behaviour).work().run(new Run(record));
    }

    private final class Run implements NodeRun {

        private final @Nullable UUID record;
        private final UUID instance = Ids.next();

        Run(@Nullable UUID record) {
            this.record = record;
        }

        @Override
        public String inWords(String designed) {
            return designed;
        }

        @Override
        public UUID instance() {
            return instance;
        }

        @Override
        public PublishedApp app() {
            return gate.context.getBean(PublishedApps.class).find(form.app()).orElseThrow();
        }

        @Override
        public FlowDefinition flow() {
            return new FlowDefinition(
                    Ids.next(), "stock", "Into stock", null, TriggerDefinition.NONE, List.of(), FlowSettings.DEFAULT);
        }

        @Override
        public NodeDefinition node() {
            return new NodeDefinition(Ids.next(), "some", "Book it", JsonNodeFactory.instance.objectNode(), List.of());
        }

        @Override
        public Optional<FormRef> form() {
            return record == null ? Optional.empty() : Optional.of(form);
        }

        @Override
        public Optional<UUID> record() {
            return Optional.ofNullable(record);
        }

        @Override
        public FormRef form(UUID id) {
            PublishedForm found =
                    gate.context.getBean(PublishedForms.class).byId(id).orElseThrow();
            return new FormRef(found.app().key(), found.key());
        }

        @Override
        public Person starter() {
            return TestPeople.SAM;
        }

        @Override
        public BusinessTime time() {
            return gate.context.getBean(BusinessTime.class);
        }

        @Override
        public List<Person> people(List<PeopleSource> sources) {
            return sources.isEmpty() ? List.of() : List.of(TestPeople.MIA);
        }

        @Override
        public List<UUID> found(String key) {
            return kept.getOrDefault(key, List.of());
        }

        @Override
        public void keep(String key, List<UUID> ids) {
            kept.put(key, ids);
        }

        @Override
        public void keep(FlowDocument document, String code, Object... arguments) {
            notes.add(code);
        }

        @Override
        public void tell(List<Person> people, Phrase what, List<Phrase> details) {
            notes.add(what.code());
        }

        @Override
        public void call(UUID flow, Optional<FormRef> about, List<UUID> records) {
            called.addAll(records);
        }

        @Override
        public void note(String code, Object... arguments) {
            notes.add(code + " " + List.of(arguments));
        }
    }
}
