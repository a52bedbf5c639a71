-- The pieces of a text by which an index finds what contains it: pairs of letters where Chinese is written, else three in a row.
-- Two Chinese letters are a word, three Latin ones are hardly one. What a text contains has no pieces that the text has not.
create function platform.grams(t text) returns text[] language plpgsql immutable strict parallel safe as $$
declare
    letters constant text[] := string_to_array(lower(t), null);
    n constant int := coalesce(array_length(letters, 1), 0);
    wide bool;
    next_wide bool := ascii(letters[1]) > 126;
    grams text[] := '{}';
begin
    for i in 1 .. n - 1 loop
        wide := next_wide;
        next_wide := ascii(letters[i + 1]) > 126;
        if wide or next_wide then
            grams := grams || (letters[i] || letters[i + 1]);
        elsif i < n - 1 and ascii(letters[i + 2]) <= 126 then
            grams := grams || (letters[i] || letters[i + 1] || letters[i + 2]);
        end if;
    end loop;
    return grams;
end $$;
