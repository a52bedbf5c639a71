package dev.millwright.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import dev.millwright.identity.CurrentLanguage;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** By which collation texts are put in order for whoever reads. */
@Component
class TextOrder {

    private static final Logger log = LoggerFactory.getLogger(TextOrder.class);

    /** Simplified Chinese by pinyin; comes with every PostgreSQL that is built with ICU. */
    private static final String PINYIN = "zh-Hans-x-icu";

    private final CurrentLanguage language;
    private final Supplier<Boolean> knowsPinyin;

    TextOrder(CurrentLanguage language, DSLContext dsl) {
        this.language = language;
        this.knowsPinyin = SingletonSupplier.of(() -> knows(dsl));
    }

    /** Of the catalogue of PostgreSQL; empty for the order that the database has by itself. */
    Optional<String> collation() {
        boolean chinese = language.find()
                .filter(locale -> locale.getLanguage().equals(Locale.CHINESE.getLanguage()))
                .isPresent();
        return chinese && knowsPinyin.get() ? Optional.of(PINYIN) : Optional.empty();
    }

    private static boolean knows(DSLContext dsl) {
        boolean known = dsl.fetchExists(selectOne()
                .from(table(name("pg_catalog", "pg_collation")))
                .where(field(name("collname"), String.class).eq(PINYIN)));
        if (!known) {
            log.warn("This PostgreSQL is built without ICU: Chinese texts are not put in the order of pinyin");
        }
        return known;
    }
}
