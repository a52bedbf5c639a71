package dev.millwright.record.internal;

import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;

/** Running numbers. Who takes one holds the sequence until the end of the transaction, so a number is neither lost nor given twice. */
@Component
class Sequences {

    private static final Table<Record> SEQUENCE = table(name("platform", "sequence"));
    private static final Field<UUID> FIELD = field(name("field"), SQLDataType.UUID);
    private static final Field<String> NAME = field(name("name"), SQLDataType.CLOB);
    private static final Field<Long> VALUE = field(name("value"), SQLDataType.BIGINT);
    private static final Field<Long> CURRENT = field(name("sequence", "value"), SQLDataType.BIGINT);

    private static final int LONGEST_NAME = 500;

    private final DSLContext dsl;

    Sequences(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Takes so many numbers and gives the first of them. */
    long reserve(UUID field, String sequence, long count) {
        Long last = dsl.insertInto(SEQUENCE, FIELD, NAME, VALUE)
                .values(field, nameOf(sequence), count)
                .onConflict(FIELD, NAME)
                .doUpdate()
                .set(VALUE, CURRENT.plus(excluded(VALUE)))
                .returning(VALUE)
                .fetchSingle(VALUE);
        if (last == null) {
            throw new IllegalStateException("A sequence without a value: " + sequence);
        }
        return last - count + 1;
    }

    /** Makes sure that no number up to that is given from now on. */
    void raise(UUID field, String sequence, long number) {
        dsl.insertInto(SEQUENCE, FIELD, NAME, VALUE)
                .values(field, nameOf(sequence), number)
                .onConflict(FIELD, NAME)
                .doUpdate()
                .set(VALUE, greatest(CURRENT, excluded(VALUE)))
                .execute();
    }

    /** An index entry has a greatest length, and a sequence may be named by what people typed. */
    private static String nameOf(String sequence) {
        if (sequence.length() <= LONGEST_NAME) {
            return sequence;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sequence.getBytes(StandardCharsets.UTF_8));
            return sequence.substring(0, LONGEST_NAME / 2).replaceAll("\\p{Cs}", "") + " "
                    + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
