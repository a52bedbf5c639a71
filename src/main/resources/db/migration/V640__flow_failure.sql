-- What failed is kept as a phrase, to be told in the language of whoever reads it.
ALTER TABLE platform.flow_step ADD COLUMN failure jsonb;

ALTER TABLE platform.flow_instance ALTER COLUMN failure TYPE jsonb
    USING CASE WHEN failure IS NULL THEN NULL
        ELSE jsonb_build_array(jsonb_build_object('say', 'flow.failure.words', 'with', jsonb_build_array(failure))) END;

ALTER TABLE platform.flow_due ALTER COLUMN failure TYPE jsonb
    USING CASE WHEN failure IS NULL THEN NULL
        ELSE jsonb_build_array(jsonb_build_object('say', 'flow.failure.words', 'with', jsonb_build_array(failure))) END;

-- What did not begin, for those who look after the app.
CREATE INDEX flow_due_failed ON platform.flow_due (app_key, id) WHERE failure IS NOT NULL;
