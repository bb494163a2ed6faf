"""How names are searched, and which identifiers have the shape of their scheme.

`plain_text` is unaccent made immutable, so that a trigram index can stand on it: the
dictionary is named, and nobody changes its rules on a running desk.
"""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    CITextExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

PLAIN_TEXT = """
CREATE FUNCTION plain_text(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT AS $$
BEGIN
    RETURN lower(unaccent('unaccent'::regdictionary, words));
END $$;
"""

# ISO 7064 (mod 97-10), with which an LEI ends: letters count from 10 (A) to 35 (Z), and the
# whole number leaves 1. Taken digit by digit, since it has up to forty of them.
LEI = """
CREATE FUNCTION lei_is_well_formed(value text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    letter text;
    rest int := 0;
BEGIN
    IF value !~ '^[A-Z0-9]{18}[0-9]{2}$' THEN
        RETURN false;
    END IF;
    FOREACH letter IN ARRAY string_to_array(value, NULL) LOOP
        IF letter ~ '[0-9]' THEN
            rest := (rest * 10 + letter::int) % 97;
        ELSE
            rest := (rest * 100 + ascii(letter) - 55) % 97;
        END IF;
    END LOOP;
    RETURN rest = 1;
END $$;
"""

# ISO 6166: letters become numbers, then every second digit from the right is doubled (Luhn).
ISIN = """
CREATE FUNCTION isin_is_well_formed(value text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    letter text;
    digits text := '';
    digit int;
    total int := 0;
BEGIN
    IF value !~ '^[A-Z]{2}[A-Z0-9]{9}[0-9]$' THEN
        RETURN false;
    END IF;
    FOREACH letter IN ARRAY string_to_array(value, NULL) LOOP
        IF letter ~ '[0-9]' THEN
            digits := digits || letter;
        ELSE
            digits := digits || (ascii(letter) - 55)::text;
        END IF;
    END LOOP;
    digits := reverse(digits);
    FOR place IN 1..length(digits) LOOP
        digit := substr(digits, place, 1)::int;
        IF place % 2 = 0 THEN
            digit := digit * 2;
        END IF;
        total := total + digit / 10 + digit % 10;
    END LOOP;
    RETURN total % 10 = 0;
END $$;
"""

IDENTIFIER = """
CREATE FUNCTION identifier_is_well_formed(scheme text, value text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT AS $$
BEGIN
    RETURN CASE scheme
        WHEN 'wikidata' THEN value ~ '^Q[1-9][0-9]*$'
        WHEN 'lei' THEN lei_is_well_formed(value)
        WHEN 'isin' THEN isin_is_well_formed(value)
        WHEN 'cik' THEN value ~ '^[0-9]{10}$'
        WHEN 'ticker' THEN value ~ '^[A-Z]+:[A-Z0-9][A-Z0-9.-]*$'
        ELSE value ~ '^\\S(.*\\S)?$'
    END;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0001_dates")]

    operations = [
        BtreeGistExtension(),
        CITextExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(PLAIN_TEXT, "DROP FUNCTION plain_text(text);"),
        migrations.RunSQL(LEI, "DROP FUNCTION lei_is_well_formed(text);"),
        migrations.RunSQL(ISIN, "DROP FUNCTION isin_is_well_formed(text);"),
        migrations.RunSQL(IDENTIFIER, "DROP FUNCTION identifier_is_well_formed(text, text);"),
    ]
