-- Apps with formulas of TODAY(), and the day for which these were last worked out.
CREATE TABLE platform.formula_day (
    app   uuid PRIMARY KEY,
    key   text NOT NULL,
    day   date NOT NULL,
    until timestamptz
);
COMMENT ON COLUMN platform.formula_day.until IS 'A node works on it until then at most.';
