-- What expressions calculate and PostgreSQL has no function for that never fails. Each has its twin in dev.millwright.expression.internal,
-- and a test that both come to the same. Their arguments are written once in a statement, however often they are needed here.

create or replace function platform.days_later(day date, days numeric) returns date
    language plpgsql immutable strict parallel safe as $$
begin
    if abs(days) > 4000000 or (day - date '0001-01-01') + trunc(days) not between 0 and 3652058 then
        return null;
    end if;
    return day + cast(trunc(days) as integer);
end $$;

create or replace function platform.seconds_later(moment timestamptz, seconds numeric) returns timestamptz
    language plpgsql immutable strict parallel safe as $$
declare
    micros numeric;
begin
    if abs(seconds) > 345600000000 then
        return null;
    end if;
    micros := round(seconds * 1000000);
    if extract(epoch from moment) * 1000000 + micros not between -62135596800000000 and 253402300799999999 then
        return null;
    end if;
    -- By hours, for days have 23 or 25 of them now and then; and parted, for seconds are binary fractions here.
    return moment + make_interval(
        hours => cast(div(micros, 3600000000) as integer),
        secs => cast(mod(micros, 3600000000) / 1000000 as double precision));
end $$;

create or replace function platform.days_later(moment timestamptz, days numeric) returns timestamptz
    language plpgsql immutable strict parallel safe as $$
begin
    return platform.seconds_later(moment, days * 86400);
end $$;

create or replace function platform.moment_of_day(day date, seconds numeric, zone text) returns timestamptz
    language plpgsql immutable strict parallel safe as $$
declare
    found timestamptz;
begin
    if seconds < 0 or seconds >= 86400 then
        return null;
    end if;
    found := (day + make_interval(secs => cast(trunc(seconds) as double precision))) at time zone zone;
    return case when extract(epoch from found) between -62135596800 and 253402300799 then found end;
end $$;

-- Times of day are texts such as 08:05 and 08:05:30.
create or replace function platform.seconds_of_time(written text) returns numeric
    language sql immutable strict parallel safe as $$
    select cast(substr(written, 1, 2) as numeric) * 3600 + cast(substr(written, 4, 2) as numeric) * 60
        + cast(coalesce(nullif(substr(written, 7, 2), ''), '0') as numeric)
$$;

create or replace function platform.time_of_seconds(seconds numeric) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    whole integer := cast(mod(mod(floor(seconds), 86400) + 86400, 86400) as integer);
begin
    return lpad(cast(whole / 3600 as text), 2, '0') || ':' || lpad(cast(whole / 60 % 60 as text), 2, '0')
        || case when whole % 60 = 0 then '' else ':' || lpad(cast(whole % 60 as text), 2, '0') end;
end $$;

create or replace function platform.write_duration(seconds numeric, format text) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    whole bigint;
    minutes text;
    written text;
begin
    if abs(seconds) >= 1000000000000000 then
        return cast(trim_scale(seconds) as text);
    end if;
    whole := cast(trunc(abs(seconds)) as bigint);
    minutes := whole / 3600 || ':' || lpad(cast(whole / 60 % 60 as text), 2, '0');
    written := case
        when format = '[h]:mm' or format = '' and whole % 60 = 0 then minutes
        when format in ('[h]:mm:ss', '') then minutes || ':' || lpad(cast(whole % 60 as text), 2, '0')
        when format = '[h]' then cast(whole / 3600 as text)
        when format = '[m]' then cast(whole / 60 as text)
        when format = '[s]' then cast(whole as text)
    end;
    return case when seconds < 0 and written ~ '[1-9]' then '-' else '' end || written;
end $$;

create or replace function platform.day_of_parts(year numeric, month numeric, day numeric) returns date
    language plpgsql immutable strict parallel safe as $$
declare
    found date;
begin
    if year not between 1 and 9999 or month not between 1 and 12 or day not between 1 and 31
            or year <> trunc(year) or month <> trunc(month) or day <> trunc(day) then
        return null;
    end if;
    found := make_date(cast(year as integer), cast(month as integer), 1) + (cast(day as integer) - 1);
    return case when extract(month from found) = month then found end;
end $$;

create or replace function platform.moment_of_parts(
    year numeric, month numeric, day numeric, hour numeric, minute numeric, second numeric, zone text) returns timestamptz
    language plpgsql immutable strict parallel safe as $$
declare
    date_part date := platform.day_of_parts(year, month, day);
    seconds numeric := round(second, 6);
begin
    if date_part is null or hour not between 0 and 23 or minute not between 0 and 59 or seconds < 0 or seconds >= 60
            or hour <> trunc(hour) or minute <> trunc(minute) then
        return null;
    end if;
    return (date_part + make_time(cast(hour as integer), cast(minute as integer), cast(seconds as double precision))) at time zone zone;
end $$;

create or replace function platform.months_later(day date, months numeric) returns date
    language plpgsql immutable strict parallel safe as $$
declare
    total numeric := extract(year from day) * 12 + extract(month from day) - 1 + trunc(months);
begin
    if total not between 12 and 119999 then
        return null;
    end if;
    return day + make_interval(months => cast(trunc(months) as integer));
end $$;

create or replace function platform.month_end(day date) returns date
    language sql immutable strict parallel safe as $$
    select cast(date_trunc('month', cast(day as timestamp)) + interval '1 month' - interval '1 day' as date)
$$;

create or replace function platform.week_of_year(day date, kind numeric) returns numeric
    language plpgsql immutable strict parallel safe as $$
declare
    new_year integer := cast(extract(isodow from make_date(cast(extract(year from day) as integer), 1, 1)) as integer);
begin
    if kind = 21 then
        return extract(week from day);
    end if;
    return div(extract(doy from day) - 1 + case when kind = 1 then new_year % 7 else new_year - 1 end, 7) + 1;
end $$;

create or replace function platform.date_difference(first date, last date, unit text) returns numeric
    language plpgsql immutable strict parallel safe as $$
declare
    months numeric := (extract(year from last) - extract(year from first)) * 12 + extract(month from last) - extract(month from first)
        - case when extract(day from last) < extract(day from first) then 1 else 0 end;
begin
    if last < first then
        return null;
    end if;
    return case unit
        when 'Y' then div(months, 12)
        when 'YM' then mod(months, 12)
        when 'M' then months
        when 'D' then last - first
        when 'MD' then last - platform.months_later(first, months)
    end;
end $$;

-- Which days are worked: a sign for each day of the week from Monday on, days off that would be worked, worked ones that would be off, both in order.
drop function if exists platform.workdays_between(date, date);
drop function if exists platform.workdays_later(date, numeric);
drop function if exists platform.workdays_before(date);

-- Since the first of January of the year 1, a Monday.
create or replace function platform.workdays_before(days integer, week text, off date[], worked date[]) returns integer
    language sql immutable strict parallel safe as $$
    select days / 7 * char_length(replace(week, '0', '')) + char_length(replace(left(week, days % 7), '0', ''))
        - case when off = '{}' then 0 else width_bucket(date '0001-01-01' + (days - 1), off) end
        + case when worked = '{}' then 0 else width_bucket(date '0001-01-01' + (days - 1), worked) end
$$;

create or replace function platform.workdays_between(first date, last date, week text, off date[], worked date[]) returns numeric
    language plpgsql immutable strict parallel safe as $$
declare
    one integer := first - date '0001-01-01';
    other integer := last - date '0001-01-01';
begin
    if last < first then
        return platform.workdays_before(other, week, off, worked) - platform.workdays_before(one + 1, week, off, worked);
    end if;
    return platform.workdays_before(other + 1, week, off, worked) - platform.workdays_before(one, week, off, worked);
end $$;

create or replace function platform.workdays_later(day date, days numeric, week text, off date[], worked date[]) returns date
    language plpgsql immutable strict parallel safe as $$
declare
    place integer := day - date '0001-01-01';
    wanted bigint;
    low integer := 0;
    high integer := 3652059;
    middle integer;
begin
    if abs(days) > 4000000 then
        return null;
    end if;
    wanted := cast(trunc(days) as bigint);
    if wanted = 0 then
        return day;
    end if;
    wanted := wanted + case
        when wanted > 0 then platform.workdays_before(place + 1, week, off, worked)
        else platform.workdays_before(place, week, off, worked) + 1
    end;
    if wanted < 1 or platform.workdays_before(high, week, off, worked) < wanted then
        return null;
    end if;
    while high - low > 1 loop
        middle := (low + high) / 2;
        if platform.workdays_before(middle, week, off, worked) >= wanted then
            high := middle;
        else
            low := middle;
        end if;
    end loop;
    return date '0001-01-01' + (high - 1);
end $$;

-- Digits and signs of numbers as keyboards for Chinese type them, in their usual form; without spaces at both ends.
create or replace function platform.usual_signs(written text) returns text
    language sql immutable strict parallel safe as $$
    select translate(btrim(written, E' \t\r\n\u00a0\u3000'), '０１２３４５６７８９．，－＋％', '0123456789.,-+%')
$$;

create or replace function platform.date_of_text(written text) returns date
    language plpgsql immutable strict parallel safe as $$
declare
    part text[] := regexp_match(platform.usual_signs(written), '^([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?$');
begin
    return platform.day_of_parts(cast(part[1] as numeric), cast(part[2] as numeric), cast(part[3] as numeric));
end $$;

create or replace function platform.time_of_text(written text) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    part text[] := regexp_match(replace(platform.usual_signs(written), '：', ':'), '^([0-9]{1,2}):([0-5][0-9])(?::([0-5][0-9]))?$');
begin
    return case when cast(part[1] as integer) < 24 then platform.time_of_seconds(
        cast(part[1] as numeric) * 3600 + cast(part[2] as numeric) * 60 + cast(coalesce(part[3], '0') as numeric)) end;
end $$;

create or replace function platform.number_of_text(written text) returns numeric
    language plpgsql immutable strict parallel safe as $$
declare
    usual text := platform.usual_signs(written);
    number text := replace(rtrim(usual, '%'), ',', '');
begin
    if char_length(usual) > 60 or usual !~ '^[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)?([.][0-9]*)?%?$' or number !~ '[0-9]' then
        return null;
    end if;
    return cast(number as numeric) * case when right(usual, 1) = '%' then 0.01 else 1 end;
end $$;

-- A number of characters or a place: what is behind the point does not count, nor what is larger than any text is long.
create or replace function platform.whole(number numeric) returns integer
    language sql immutable strict parallel safe as $$
    select cast(trunc(least(greatest(number, -1000000), 1000000)) as integer)
$$;

create or replace function platform.part_of_text(whole text, start numeric, count numeric) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    place integer := platform.whole(start);
    characters integer := platform.whole(count);
begin
    return case when place >= 1 and characters >= 0 then substr(whole, place, characters) end;
end $$;

create or replace function platform.end_of_text(whole text, count numeric) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    characters integer := platform.whole(count);
begin
    return case when characters >= 0 then right(whole, characters) end;
end $$;

create or replace function platform.position_in_text(part text, whole text, start numeric) returns numeric
    language plpgsql immutable strict parallel safe as $$
declare
    place integer := platform.whole(start);
    found integer;
begin
    if place < 1 or place > char_length(whole) + 1 then
        return null;
    end if;
    found := strpos(substr(whole, place), part);
    return case when found > 0 then found + place - 1 end;
end $$;

create or replace function platform.repeat_text(part text, times numeric) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    count integer := platform.whole(times);
begin
    if count < 0 or cast(char_length(part) as bigint) * count > 100000 then
        return null;
    end if;
    return repeat(part, count);
end $$;

create or replace function platform.replace_text(whole text, old text, other text) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    found bigint;
begin
    if old = '' then
        return whole;
    end if;
    found := (char_length(whole) - char_length(replace(whole, old, ''))) / char_length(old);
    if found > 0 and char_length(whole) + found * (char_length(other) - char_length(old)) > 100000 then
        return null;
    end if;
    return replace(whole, old, other);
end $$;

create or replace function platform.replace_text(whole text, old text, other text, which numeric) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    wanted integer := platform.whole(which);
    parts text[];
    replaced text;
begin
    if wanted < 1 then
        return null;
    end if;
    if old = '' then
        return whole;
    end if;
    parts := string_to_array(whole, old);
    if coalesce(array_length(parts, 1), 1) <= wanted then
        replaced := whole;
    else
        replaced := array_to_string(parts[1:wanted], old) || other || array_to_string(parts[wanted + 1:], old);
    end if;
    return case when coalesce(array_length(parts, 1), 1) = 1 or char_length(replaced) <= 100000 then replaced end;
end $$;

create or replace function platform.write_number(
    number numeric, prefix text, whole numeric, fewest numeric, most numeric, grouped boolean) returns text
    language plpgsql immutable strict parallel safe as $$
declare
    rounded numeric := round(abs(number), cast(most as integer));
    before text := split_part(cast(rounded as text), '.', 1);
    behind text := split_part(cast(rounded as text), '.', 2);
begin
    behind := left(behind, greatest(cast(fewest as integer), char_length(rtrim(behind, '0'))));
    if whole = 0 and before = '0' then
        before := '';
    end if;
    if char_length(before) < whole then
        before := lpad(before, cast(whole as integer), '0');
    end if;
    if grouped then
        before := reverse(regexp_replace(reverse(before), '([0-9]{3})(?=[0-9])', '\1,', 'g'));
    end if;
    return case when number < 0 and rounded <> 0 then '-' else '' end || prefix || before
        || case when behind = '' then '' else '.' || behind end;
end $$;

create or replace function platform.round_up(number numeric, digits numeric) returns numeric
    language plpgsql immutable strict parallel safe as $$
declare
    cut numeric := trunc(number, cast(digits as integer));
begin
    return case when cut = number then number else cut + sign(number) * cast('1e' || cast(- digits as integer) as numeric) end;
end $$;

-- A quotient cut off behind 60 digits.
create or replace function platform.quotient(dividend numeric, divisor numeric) returns numeric
    language sql immutable strict parallel safe as $$
    select div(dividend * 1e60, divisor) * 1e-60
$$;

create or replace function platform.power_of(number numeric, exponent numeric) returns numeric
    language plpgsql immutable strict parallel safe as $$
declare
    base numeric;
    power numeric := 1;
    square numeric;
    rest integer;
    logarithm numeric;
    twos integer := 0;
    term numeric;
    sum numeric;
    two constant numeric := 0.693147180559945309417232121458176568075500134360255254120680;
begin
    if abs(number) >= 1e100 or abs(exponent) > 10000 then
        return null;
    end if;
    base := round(number, 60);
    if base = 0 then
        return case when exponent < 0 then null when exponent = 0 then 1 else 0 end;
    end if;
    if exponent = trunc(exponent) then
        square := base;
        rest := cast(abs(exponent) as integer);
        while rest > 0 loop
            if rest % 2 = 1 then
                power := round(power * square, 60);
            end if;
            rest := rest / 2;
            if rest > 0 then
                square := round(square * square, 60);
            end if;
            if abs(power) >= 1e100 or abs(square) >= 1e100 then
                return case when exponent < 0 then 0 end;
            end if;
        end loop;
        if exponent >= 0 then
            return round(power, 30);
        end if;
        return case when power <> 0 then round(platform.quotient(1, power), 30) end;
    end if;
    if base < 0 then
        return null;
    end if;
    while base > 1.5 loop
        base := round(base * 0.5, 60);
        twos := twos + 1;
    end loop;
    while base < 0.75 loop
        base := base + base;
        twos := twos - 1;
    end loop;
    term := platform.quotient(base - 1, base + 1);
    square := round(term * term, 60);
    sum := term;
    for i in 1 .. 50 loop
        term := round(term * square, 60);
        sum := sum + platform.quotient(term, 2 * i + 1);
    end loop;
    logarithm := round(round(exponent, 60) * round(sum + sum + two * twos, 60), 60);
    if logarithm > 230 then
        return null;
    end if;
    if logarithm < -138 then
        return 0;
    end if;
    twos := cast(round(platform.quotient(logarithm, two)) as integer);
    logarithm := logarithm - two * twos;
    term := 1;
    sum := 1;
    for i in 1 .. 50 loop
        term := platform.quotient(round(term * logarithm, 60), i);
        sum := sum + term;
    end loop;
    for i in 1 .. abs(twos) loop
        power := power + power;
    end loop;
    power := case when twos >= 0 then round(sum * power, 60) else platform.quotient(sum, power) end;
    return round(power, 15 - char_length(cast(trunc(power) as text)));
end $$;

create or replace function platform.square_root(number numeric) returns numeric
    language plpgsql immutable strict parallel safe as $$
declare
    rounded numeric := round(number, 40);
begin
    return case when rounded >= 0 then round(sqrt(rounded), 20) end;
end $$;
