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

create or replace function platform.days_later(moment timestamptz, days numeric) returns timestamptz
    language plpgsql immutable strict parallel safe as $$
declare
    micros numeric;
begin
    if abs(days) > 4000000 then
        return null;
    end if;
    micros := round(days * 86400000000);
    if extract(epoch from moment) * 1000000 + micros not between -62135596800000000 and 253402300799999999 then
        return null;
    end if;
    -- By hours, for days have 23 or 25 of them now and then; and parted, for seconds are binary fractions here.
    return moment + make_interval(
        hours => cast(div(micros, 3600000000) as integer),
        secs => cast(mod(micros, 3600000000) / 1000000 as double precision));
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
