package dev.millwright.flow.spi;

import dev.millwright.app.PublishedApp;
import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.FlowDocument;
import dev.millwright.flow.NodeDefinition;
import dev.millwright.flow.PeopleSource;
import dev.millwright.identity.Person;
import dev.millwright.record.FormRef;
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.Cause;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One run of a flow at one of its nodes, to a node that does something by itself; reads and writes go as the app. */
public interface NodeRun {

    UUID instance();

    PublishedApp app();

    /** As it was when the run started. */
    FlowDefinition flow();

    NodeDefinition node();

    /** The form of the record that the flow is about. */
    Optional<FormRef> form();

    /** The record that the flow is about. */
    Optional<UUID> record();

    /** A form of any app by its id. */
    FormRef form(UUID id);

    /** By what right it reads and writes records; the history shows the flow and the node. */
    default Authority authority() {
        String label = node().label();
        Cause cause = new Cause(FlowDefinition.KIND, instance(), flow().label(), label.isEmpty() ? null : label);
        return new Authority.App(app().app().key(), cause, starter());
    }

    /** Who started it; the product itself for a schedule. */
    Person starter();

    BusinessTime time();

    /** A text of the app's designers, in the language of whoever acts, as far as the app has words for it. */
    String inWords(String designed);

    /** Whom the sources name now, each once. */
    List<Person> people(List<PeopleSource> sources);

    /** Ids that an earlier node of the run found or created, by the key that the node was given for them. */
    List<UUID> found(String key);

    /** Keeps ids for later nodes of the run. */
    void keep(String key, List<UUID> ids);

    /**
     * Starts a run of another flow of the app for each of the records, once this transaction is through; a node that waits goes on when
     * all of them have ended.
     *
     * @param form of the records; empty for one run that is about none
     */
    void call(UUID flow, Optional<FormRef> form, List<UUID> records);

    /** Tells in the timeline what was done; the code is the key of a text. */
    void note(String code, Object... arguments);

    /**
     * Keeps a document with the run and tells of it in the timeline, where all who see the run can open it; the code is the key of a text.
     *
     * @throws dev.millwright.shared.TooLargeException when it is larger than a run keeps
     */
    void keep(FlowDocument document, String code, Object... arguments);

    /** Tells people something that leads them to the run, by the channels that each of them chose. */
    void tell(List<Person> people, Phrase what, List<Phrase> details);
}
