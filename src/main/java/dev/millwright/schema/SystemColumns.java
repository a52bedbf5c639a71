package dev.millwright.schema;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns and indexes that every table of an app has besides its own. */
public final class SystemColumns {

    public static final String ID = "id";
    public static final String VERSION = "version";
    public static final String CREATED_AT = "created_at";
    public static final String CREATED_BY = "created_by";
    public static final String CREATED_BY_NAME = "created_by_name";
    public static final String UPDATED_AT = "updated_at";
    public static final String UPDATED_BY = "updated_by";
    public static final String UPDATED_BY_NAME = "updated_by_name";
    public static final String DELETED_AT = "deleted_at";
    public static final String DELETED_BY = "deleted_by";
    public static final String DELETED_BY_NAME = "deleted_by_name";

    /** All of them in their physical order; {@code id} is the primary key, those of deletion may be empty, no other. */
    public static final List<ColumnSpec> ALL = List.of(
            new ColumnSpec(ID, ColumnType.UUID),
            new ColumnSpec(VERSION, ColumnType.BIGINT),
            new ColumnSpec(CREATED_AT, ColumnType.TIMESTAMPTZ),
            new ColumnSpec(CREATED_BY, ColumnType.TEXT),
            new ColumnSpec(CREATED_BY_NAME, ColumnType.TEXT),
            new ColumnSpec(UPDATED_AT, ColumnType.TIMESTAMPTZ),
            new ColumnSpec(UPDATED_BY, ColumnType.TEXT),
            new ColumnSpec(UPDATED_BY_NAME, ColumnType.TEXT),
            new ColumnSpec(DELETED_AT, ColumnType.TIMESTAMPTZ),
            new ColumnSpec(DELETED_BY, ColumnType.TEXT),
            new ColumnSpec(DELETED_BY_NAME, ColumnType.TEXT));

    public static final Set<String> NAMES = ALL.stream().map(ColumnSpec::name).collect(Collectors.toUnmodifiableSet());

    /** Serve the default list (newest first, ids being made in order of time) and the recycle bin (last deleted first). */
    public static final List<IndexSpec> INDEXES =
            List.of(IndexSpec.ordered(Scope.LIVE, ID), IndexSpec.ordered(Scope.DELETED, DELETED_AT, ID));

    private SystemColumns() {}

    public static boolean isRequired(String name) {
        return NAMES.contains(name) && !name.startsWith("deleted_");
    }
}
