package dev.millwright.flow.spi;

import dev.millwright.flow.PeopleSource;
import dev.millwright.flow.PeopleStep;
import java.util.List;
import java.util.UUID;

/** What happens when a run reaches a node. */
public sealed interface NodeBehaviour {

    /** The branches of the node say it all. */
    record Branches() implements NodeBehaviour {}

    /**
     * People are asked.
     *
     * @param kind what they are asked for
     */
    record People(Kind kind, PeopleStep step) implements NodeBehaviour {

        /** What people are asked for. */
        public enum Kind {
            /** A yes or a no. */
            APPROVE,
            /** To fill in what is missing; there is no no. */
            FILL
        }
    }

    /** The product does something and goes on; tried again with growing pauses when it fails. */
    record Automatic(Work work) implements NodeBehaviour {}

    /** People are told of the run, which goes on at once; they need not do anything. */
    record Copy(List<PeopleSource> people) implements NodeBehaviour {
        public Copy {
            people = people == null ? List.of() : List.copyOf(people);
        }
    }

    /** The run stands still until the moment comes or the condition holds. */
    record Wait(WaitFor until) implements NodeBehaviour {}

    /**
     * Goes back to an earlier node.
     *
     * @param most how often in one run; beyond that the owner of the flow is asked
     */
    record Jump(UUID to, int most) implements NodeBehaviour {}

    /**
     * Starts other runs.
     *
     * @param waits whether this run goes on only when they have ended
     * @param otherwise what then follows where one of them was rejected, cancelled or withdrawn
     */
    record Call(Work work, boolean waits, Otherwise otherwise) implements NodeBehaviour {

        /** What follows where a run that is waited for was not accepted. */
        public enum Otherwise {
            /** This run is rejected at once, and the others that it waits for are cancelled. */
            REJECT,
            /** This run goes on as if it had been. */
            GO_ON,
            /** When all have ended, the owner of the flow decides; trying again starts those anew that were not accepted. */
            ASK
        }
    }

    /**
     * Ends the run.
     *
     * @param outcome {@code accepted}, {@code rejected}, {@code cancelled}, or a name of the designer's own, counted apart
     */
    record End(String outcome) implements NodeBehaviour {}

    /** What a node does by itself. */
    @FunctionalInterface
    interface Work {

        /**
         * Does it, in the transaction of the step: what it wrote and that the run went on are kept together or not at all.
         *
         * @throws dev.millwright.shared.DomainException when it is refused; retried only if that may help
         */
        void run(NodeRun run);
    }
}
