-- As before, piece for piece, so that what indexes hold stays true; but the time grows with the length of the text, not with its square:
-- a letter of a text is found by counting from its beginning, one of an array is not. Short texts, such as serial numbers, are
-- taken apart faster as they stand.
create or replace function platform.grams(t text) returns text[] language plpgsql immutable strict parallel safe as $$
declare
    lowered constant text := lower(t);
    letters text[];
    n int;
    wide bool;
    next_wide bool;
    grams text[] := '{}';
begin
    if octet_length(lowered) <= 200 and octet_length(lowered) = length(lowered) and position(chr(127) in lowered) = 0 then
        for i in 1 .. length(lowered) - 2 loop
            grams := grams || substr(lowered, i, 3);
        end loop;
        return grams;
    end if;
    letters := string_to_array(lowered, null);
    n := coalesce(array_length(letters, 1), 0);
    next_wide := ascii(letters[1]) > 126;
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
