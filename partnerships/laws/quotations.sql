-- A quotation stands in its copy letter for letter, however the page sets it.
--
-- The law lets typography alone differ: it compares ink. Where a quotation begins and ends is held
-- to whole words and figures. The desk's own rule for quotations is stricter about spaces.

CREATE OR REPLACE FUNCTION ink_of(said text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT regexp_replace(
        regexp_replace(
            replace(replace(replace(replace(replace(replace(replace(replace(
                translate(
                    normalize(said, NFC),
                    U&'\2018\2019\201A\201B\2032`\00B4\02BC'
                        '\201C\201D\201E\201F\2033\00AB\00BB'
                        '\2010\2011\2012\2013\2014\2015\2212',
                    repeat('''', 8) || repeat('"', 7) || repeat('-', 7)
                ),
                U&'\2026', '...'), U&'\FB00', 'ff'), U&'\FB01', 'fi'), U&'\FB02', 'fl'),
                U&'\FB03', 'ffi'), U&'\FB04', 'ffl'), U&'\FB05', 'st'), U&'\FB06', 'st'),
            '[\u0009-\u000d\u001c-\u0020\u0085\u00a0\u00ad\u1680\u2000-\u200b\u200e\u200f'
                '\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]+',
            '', 'g'
        ),
        '(?<![0-9])-(?![0-9])', '', 'g'
    )
$$;

CREATE OR REPLACE FUNCTION quotation_stands(quote text, stood text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mark constant text := '\[[^\]]*\]|\(\s*(?:\.\.\.|…)\s*\)';
    part text;
    parts text[];
    rest text := lower(ink_of(stood));
BEGIN
    IF ink_of(quote) = ink_of(stood) THEN
        RETURN rest <> '';
    END IF;
    IF quote !~ mark THEN
        RETURN false;
    END IF;
    -- [T]he is the word with another capital; any other mark stands for words that are left out.
    parts := regexp_split_to_array(regexp_replace(quote, '\[(\w)\](?=\w)', '\1', 'g'), mark);
    FOR number IN 1 .. cardinality(parts) LOOP
        part := lower(ink_of(parts[number]));
        IF number = 1 AND NOT starts_with(rest, part) THEN
            RETURN false;
        END IF;
        IF number = cardinality(parts) THEN
            RETURN right(rest, length(part)) = part;
        END IF;
        IF strpos(rest, part) = 0 THEN
            RETURN false;
        END IF;
        rest := substr(rest, strpos(rest, part) + length(part));
    END LOOP;
END $$;
