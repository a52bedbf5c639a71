-- Keeps a table of pairs as the lists of ids in a column of another table are: schema and name of the table of pairs, then the column.
-- Runs once for all rows of a statement, which are in "present", and as they were before in "former".
CREATE FUNCTION platform.keep_pairs() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    IF tg_op = 'INSERT' THEN
        EXECUTE format(
            'INSERT INTO %1$I.%2$I (source, place, target)
             SELECT p.id, e.place, e.target
             FROM present AS p CROSS JOIN LATERAL unnest(p.%3$I) WITH ORDINALITY AS e (target, place)',
            tg_argv[0], tg_argv[1], tg_argv[2]);
    ELSE
        EXECUTE format(
            'WITH altered AS (
                 SELECT p.id, p.%3$I AS targets
                 FROM present AS p JOIN former AS f ON f.id = p.id
                 WHERE p.%3$I IS DISTINCT FROM f.%3$I),
             gone AS (
                 DELETE FROM %1$I.%2$I AS l USING altered AS a
                 WHERE l.source = a.id AND NOT l.target = ANY (coalesce(a.targets, ''{}'')))
             INSERT INTO %1$I.%2$I AS l (source, place, target)
             SELECT a.id, e.place, e.target
             FROM altered AS a CROSS JOIN LATERAL unnest(a.targets) WITH ORDINALITY AS e (target, place)
             ON CONFLICT (source, target) DO UPDATE SET place = excluded.place WHERE l.place <> excluded.place',
            tg_argv[0], tg_argv[1], tg_argv[2]);
    END IF;
    RETURN NULL;
END
$$;
