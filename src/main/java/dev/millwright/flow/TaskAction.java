package dev.millwright.flow;

import dev.millwright.field.PersonRef;
import dev.millwright.record.RecordChange;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person does with a task. {@code reason} is what people typed, empty for none; {@code values} are changes of the record's
 * fields that the step may write, by key.
 */
public sealed interface TaskAction {

    String reason();

    /** The version of the record that the person saw, without which their answer does not count; null for whatever it is now. */
    default @Nullable Long version() {
        return null;
    }

    /** The same, said of the record in that version; what is no answer stays as it is. */
    default TaskAction of(@Nullable Long seen) {
        return this;
    }

    /**
     * A yes, or that all is filled in.
     *
     * @param chosen people for a later step that this step's handler chooses; none otherwise
     * @param asItWas whether the record may stay as it was although its form has other rules by now, where the flow lets that be
     * @param lines what is to become of lines of the record, by the key of their part
     * @param otherWay the mark of the {@link OtherWay} that the person agrees to instead of going straight back; null for none
     * @param version see {@link TaskAction#version}
     */
    record Approve(
            String reason,
            Map<String, @Nullable Object> values,
            List<PersonRef> chosen,
            boolean asItWas,
            Map<String, List<RecordChange>> lines,
            @Nullable String otherWay,
            @Nullable Long version)
            implements TaskAction {

        // Written out: of a short one javac keeps no annotations of types.
        public Approve(
                String reason,
                Map<String, @Nullable Object> values,
                List<PersonRef> chosen,
                boolean asItWas,
                Map<String, List<RecordChange>> lines,
                @Nullable String otherWay,
                @Nullable Long version) {
            this.reason = Reasons.storable(reason);
            this.values = values;
            this.chosen = chosen;
            this.asItWas = asItWas;
            this.lines = Map.copyOf(lines);
            this.otherWay = otherWay;
            this.version = version;
        }

        public Approve(
                String reason,
                Map<String, @Nullable Object> values,
                List<PersonRef> chosen,
                boolean asItWas,
                Map<String, List<RecordChange>> lines,
                @Nullable String otherWay) {
            this(reason, values, chosen, asItWas, lines, otherWay, null);
        }

        public Approve(
                String reason,
                Map<String, @Nullable Object> values,
                List<PersonRef> chosen,
                boolean asItWas,
                Map<String, List<RecordChange>> lines) {
            this(reason, values, chosen, asItWas, lines, null);
        }

        public Approve(String reason, Map<String, @Nullable Object> values, List<PersonRef> chosen, boolean asItWas) {
            this(reason, values, chosen, asItWas, Map.of());
        }

        public Approve(String reason, Map<String, @Nullable Object> values, List<PersonRef> chosen) {
            this(reason, values, chosen, false);
        }

        /** The same, although the record may not be as its form demands. */
        public Approve leavingItAsItWas() {
            return new Approve(reason, values, chosen, true, lines, otherWay, version);
        }

        /** The same, agreeing to where the run goes. */
        public Approve agreeing(OtherWay way) {
            return new Approve(reason, values, chosen, asItWas, lines, way.mark(), version);
        }

        /** The same with other values. */
        public Approve with(Map<String, @Nullable Object> other, Map<String, List<RecordChange>> otherLines) {
            return new Approve(reason, other, chosen, asItWas, otherLines, otherWay, version);
        }

        @Override
        public Approve of(@Nullable Long seen) {
            return new Approve(reason, values, chosen, asItWas, lines, otherWay, seen);
        }
    }

    /**
     * A no.
     *
     * @param to node to go back to, where the step lets who says no choose; null to end
     */
    record Reject(
            String reason, @Nullable UUID to, @Nullable Long version) implements TaskAction {
        public Reject {
            reason = Reasons.storable(reason);
        }

        public Reject(String reason, @Nullable UUID to) {
            this(reason, to, null);
        }

        @Override
        public Reject of(@Nullable Long seen) {
            return new Reject(reason, to, seen);
        }
    }

    /**
     * Back to a step that this run passed, or to the starter.
     *
     * @param to node; null for the starter
     * @param straightBack whether the flow comes straight back afterwards instead of running all again
     */
    record Return(
            String reason,
            @Nullable UUID to,
            boolean straightBack,
            @Nullable Long version) implements TaskAction {
        public Return {
            reason = Reasons.storable(reason);
        }

        public Return(String reason, @Nullable UUID to, boolean straightBack) {
            this(reason, to, straightBack, null);
        }

        @Override
        public Return of(@Nullable Long seen) {
            return new Return(reason, to, straightBack, seen);
        }
    }

    /** Gives it to somebody else for good. */
    record Transfer(String reason, PersonRef to) implements TaskAction {
        public Transfer {
            reason = Reasons.storable(reason);
        }
    }

    /** Lets somebody else answer first; then it comes back. */
    record Delegate(String reason, PersonRef to) implements TaskAction {
        public Delegate {
            reason = Reasons.storable(reason);
        }
    }

    /**
     * Adds people to the step.
     *
     * @param before whether they are asked before the person, or after
     */
    record AddSigners(String reason, List<PersonRef> people, boolean before) implements TaskAction {
        public AddSigners {
            reason = Reasons.storable(reason);
        }
    }

    /**
     * Takes away somebody whom the person added and who has not answered.
     *
     * @param otherWay as for {@link Approve}: nobody else may have been waited for
     */
    record RemoveSigner(String reason, UUID task, @Nullable String otherWay) implements TaskAction {
        public RemoveSigner {
            reason = Reasons.storable(reason);
        }

        public RemoveSigner(String reason, UUID task) {
            this(reason, task, null);
        }

        /** The same, agreeing to where the run goes. */
        public RemoveSigner agreeing(OtherWay way) {
            return new RemoveSigner(reason, task, way.mark());
        }
    }

    /** Takes it out of the pool. */
    record Claim() implements TaskAction {
        @Override
        public String reason() {
            return "";
        }
    }

    /** Gives it back to the pool. */
    record Release(String reason) implements TaskAction {
        public Release {
            reason = Reasons.storable(reason);
        }
    }

    /** Lets others know. */
    record Copy(String reason, List<PersonRef> to) implements TaskAction {
        public Copy {
            reason = Reasons.storable(reason);
        }
    }

    /** Lets what failed be tried again, from there on. */
    record Retry(String reason) implements TaskAction {
        public Retry {
            reason = Reasons.storable(reason);
        }
    }

    /**
     * Says something to all who follow the run.
     *
     * @param mentioned who is told
     */
    record Comment(String reason, List<PersonRef> mentioned) implements TaskAction {
        public Comment {
            reason = Reasons.storable(reason);
        }
    }
}
