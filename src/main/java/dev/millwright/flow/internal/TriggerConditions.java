package dev.millwright.flow.internal;

import dev.millwright.flow.FlowDefinition;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.identity.Person;
import dev.millwright.record.Condition;
import dev.millwright.record.Condition.Compare;
import dev.millwright.record.Condition.Operator;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.record.spi.Authorities;
import dev.millwright.record.spi.Authority;
import dev.millwright.record.spi.Cause;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks for which records the condition of a trigger is true. */
@Component
class TriggerConditions {

    private static final Logger LOG = LoggerFactory.getLogger(TriggerConditions.class);

    private static final int PORTION = 1_000;

    private final RecordQuery query;
    private final Authorities authorities;
    private final TransactionTemplate nested;

    TriggerConditions(RecordQuery query, Authorities authorities, PlatformTransactionManager transactions) {
        this.query = query;
        this.authorities = authorities;
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** The condition of what starts a flow; empty for none. */
    static String of(Subscription subscription) {
        return switch (subscription) {
            case Subscription.Created created -> created.condition();
            case Subscription.Changed changed -> changed.condition();
            case Subscription.Deleted deleted -> deleted.condition();
            case Subscription.DateField date -> date.condition();
            case Subscription.Submitted _,
                    Subscription.Button _,
                    Subscription.Schedule _,
                    Subscription.Called _,
                    Subscription.Api _ -> "";
        };
    }

    /** Those of the records for which what the subscription demands is true, in their order. */
    List<UUID> holding(
            FormRef form, FlowDefinition flow, Subscription subscription, List<UUID> records, Person starter) {
        String condition = of(subscription);
        if (condition.isBlank() || records.isEmpty()) {
            return records;
        }
        Set<UUID> matching = new HashSet<>();
        for (int from = 0; from < records.size(); from += PORTION) {
            List<Object> portion = List.copyOf(records.subList(from, Math.min(records.size(), from + PORTION)));
            ListRequest request = new ListRequest(
                    form,
                    new Condition.And(
                            List.of(new Compare("id", Operator.IN, portion), new Condition.Matches(condition))),
                    "",
                    List.of(),
                    Set.of("id"),
                    PORTION,
                    null,
                    subscription instanceof Subscription.Deleted);
            authorities.as(asApp(form, flow, starter), () -> query.list(request)).items().stream()
                    .map(RecordData::id)
                    .forEach(matching::add);
        }
        return records.stream().filter(matching::contains).toList();
    }

    /** As {@link #holding}; nothing where that cannot be answered for all of the records at once. */
    Optional<List<UUID>> triedHolding(
            FormRef form, FlowDefinition flow, Subscription subscription, List<UUID> records, Person starter) {
        return of(subscription).isBlank()
                ? Optional.of(records)
                : tried(flow, () -> holding(form, flow, subscription, records, starter));
    }

    /** @param starter who makes the flow begin; null for the product itself */
    static Authority asApp(FormRef form, FlowDefinition flow, @Nullable Person starter) {
        return new Authority.App(form.app(), new Cause(FlowDefinition.KIND, flow.id(), flow.label(), null), starter);
    }

    /**
     * What the question says; nothing where it cannot be answered for all of the records at once, since one of them may be to blame. Then
     * each is asked by itself later, and the transaction goes on.
     */
    <T> Optional<T> tried(FlowDefinition flow, Supplier<T> question) {
        try {
            return Optional.ofNullable(nested.execute(status -> question.get()));
        } catch (RuntimeException e) {
            LOG.info("Flow {} is asked for each record by itself: {}", flow.id(), e.toString());
            return Optional.empty();
        }
    }
}
