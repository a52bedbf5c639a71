package dev.millwright.record.internal;

import static org.jooq.impl.DSL.resultQuery;

import org.jooq.DSLContext;
import org.jooq.Select;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What PostgreSQL expects of a statement, in the units of its EXPLAIN.
 *
 * @param rows how many rows it gives
 */
record QueryCost(double total, long rows) {

    static QueryCost of(DSLContext dsl, Select<?> query) {
        Object plan =
                dsl.fetchSingle(resultQuery("explain (format json) {0}", query)).get(0);
        JsonNode root =
                JsonMapper.shared().readTree(String.valueOf(plan)).path(0).path("Plan");
        return new QueryCost(
                root.path("Total Cost").asDouble(0), root.path("Plan Rows").asLong(0));
    }
}
