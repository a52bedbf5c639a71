package dev.millwright.record.internal;

import dev.millwright.field.DefaultContext;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.ValueGenerator;
import dev.millwright.form.PublishedField;
import dev.millwright.record.internal.RecordTable.StoredField;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Makes the values of generated fields. */
@Component
class Codes {

    private final Sequences sequences;

    Codes(Sequences sequences) {
        this.sequences = sequences;
    }

    /** How many numbers of which sequence new records need, by field. */
    record Need(Map<StoredField, Map<String, Long>> numbers) {}

    /**
     * Tries the generators once to learn what they need, so that each sequence is asked once for any number of records, and in the same
     * order by everybody. What a code cannot be made of is a problem of the record.
     */
    Need examine(RecordTable table, List<Draft> drafts, DefaultContext context) {
        Map<StoredField, Map<String, Long>> numbers = new LinkedHashMap<>();
        for (StoredField field : table.fields()) {
            if (!field.isGenerated()) {
                continue;
            }
            Map<String, Long> needed = new TreeMap<>();
            for (Draft draft : drafts) {
                if (draft.value(field) != null) {
                    continue;
                }
                try {
                    run(field.field(), new Request(table, draft, context) {
                        @Override
                        public long next(String sequence) {
                            needed.merge(sequence, 1L, Long::sum);
                            return 1;
                        }
                    });
                } catch (ValueFormatException e) {
                    draft.problem(e.at(field.key()));
                }
            }
            numbers.put(field, needed);
        }
        return new Need(numbers);
    }

    /** Fills the generated fields of the records that were examined. */
    void generate(RecordTable table, List<Draft> drafts, DefaultContext context, Need need) {
        need.numbers().forEach((field, needed) -> {
            raise(table, field, drafts, context);
            Map<String, Deque<Long>> reserved = new HashMap<>();
            needed.forEach((sequence, count) -> {
                long first = sequences.reserve(field.field().id(), sequence, count);
                Deque<Long> numbers = new ArrayDeque<>();
                for (long number = first; number < first + count; number++) {
                    numbers.add(number);
                }
                reserved.put(sequence, numbers);
            });
            for (Draft draft : drafts) {
                if (draft.value(field) != null) {
                    continue;
                }
                run(field.field(), new Request(table, draft, context) {
                            @Override
                            public long next(String sequence) {
                                Deque<Long> numbers = reserved.get(sequence);
                                if (numbers == null || numbers.isEmpty()) {
                                    throw new IllegalStateException(
                                            "The generator of " + field.key() + " asks for other numbers each time");
                                }
                                return numbers.removeFirst();
                            }
                        })
                        .ifPresent(value -> draft.set(field, value));
            }
        });
    }

    /** Numbers of codes that were there before are not given again. */
    private void raise(RecordTable table, StoredField field, List<Draft> drafts, DefaultContext context) {
        Map<String, Long> used = new TreeMap<>();
        for (Draft draft : drafts) {
            Object value = draft.value(field);
            if (value != null) {
                numberOf(field.field(), value, new Request(table, draft, context) {
                            @Override
                            public long next(String sequence) {
                                throw new IllegalStateException("A given code takes no number");
                            }
                        })
                        .ifPresent(number -> used.merge(number.sequence(), number.number(), Math::max));
            }
        }
        used.forEach((sequence, number) -> sequences.raise(field.field().id(), sequence, number));
    }

    private static <V> Optional<ValueGenerator.Numbered> numberOf(
            PublishedField<?, V> field, Object value, ValueGenerator.Context context) {
        return field.generator()
                .flatMap(
                        generator -> generator.numberOf(field.type().valueType().cast(value), context));
    }

    private static <V> Optional<Object> run(PublishedField<?, V> field, ValueGenerator.Context context) {
        return field.generator().map(generator -> generator.generate(context));
    }

    /** What a generator learns of one record. */
    private abstract static class Request implements ValueGenerator.Context {

        private final RecordTable table;
        private final Draft draft;
        private final DefaultContext context;

        Request(RecordTable table, Draft draft, DefaultContext context) {
            this.table = table;
            this.draft = draft;
            this.context = context;
        }

        @Override
        public DefaultContext defaults() {
            return context;
        }

        @Override
        public Optional<String> part(UUID id) {
            return table.fields().stream()
                    .filter(f -> f.field().id().equals(id) && !f.isGenerated())
                    .findFirst()
                    .flatMap(this::part);
        }

        private Optional<String> part(StoredField field) {
            Object value = draft.value(field);
            if (value == null) {
                return Optional.empty();
            }
            if (field.field().target().isPresent()) {
                return Optional.ofNullable(draft.parts().get(field.key()));
            }
            return field.field().part(value);
        }
    }
}
