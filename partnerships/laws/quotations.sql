-- A quotation stands in its copy letter for letter, however the page sets it.
--
-- The law lets typography alone differ: it compares ink. Where a quotation begins and ends is held
-- to whole words and figures, and never to right after a word that takes it back. The desk's own
-- rule for quotations is stricter about spaces. The classes of characters are Unicode's, as
-- text/shapes.py has them; a test compares the two, character by character.

-- Other shapes of the same letters (ﬁ, Ａ, ﺏ) as those; but what is raised, circled or a fraction
-- stays: 10² is not 102.
CREATE OR REPLACE FUNCTION shaped(said text) RETURNS text LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    apart constant text :=
        '\u00a8\u00aa\u00af\u00b2-\u00b3\u00b8-\u00ba\u00bc-\u00be\u02b0-\u02b8'
        '\u02d8-\u02dd\u02e0-\u02e4\u037a\u0384-\u0385\u10fc\u1d2c-\u1d2e\u1d30-\u1d3a'
        '\u1d3c-\u1d4d\u1d4f-\u1d6a\u1d78\u1d9b-\u1dbf\u1fbd\u1fbf-\u1fc1\u1fcd-\u1fcf'
        '\u1fdd-\u1fdf\u1fed\u1ffe\u2017\u203e\u2070-\u2071\u2074-\u208e\u2090-\u209c'
        '\u2120\u2122\u2150-\u215f\u2189\u2460-\u2473\u24b6-\u24ea\u2c7c-\u2c7d\u2d6f'
        '\u309b-\u309c\u3192-\u319f\u3244-\u3247\u3250-\u327e\u3280-\u32bf\u32cc-\u3357'
        '\u3371-\u33df\u33ff\ua69c-\ua69d\ua770\ua7f2-\ua7f4\ua7f8-\ua7f9\uab5c-\uab5f'
        '\uab69\ufc5e-\ufc63\ufe49-\ufe4c\ufe70\ufe72\ufe74\ufe76\ufe78\ufe7a\ufe7c\ufe7e'
        '\uffe3\U00010781-\U00010785\U00010787-\U000107b0\U000107b2-\U000107ba'
        '\U0001f12b-\U0001f12e\U0001f130-\U0001f14f\U0001f16a-\U0001f16c\U0001f190'
        '\U0001f200-\U0001f202\U0001f210-\U0001f23b\U0001f250-\U0001f251';
BEGIN
    IF said IS NFKC NORMALIZED THEN
        RETURN said;
    END IF;
    RETURN (
        SELECT string_agg(
            CASE WHEN piece[1] ~ ('^[' || apart || ']') THEN piece[1]
                 ELSE normalize(piece[1], NFKC) END,
            '' ORDER BY number
        )
        FROM regexp_matches(said, '[' || apart || ']|[^' || apart || ']+', 'g')
            WITH ORDINALITY AS pieces(piece, number)
    );
END $$;

CREATE OR REPLACE FUNCTION ink_of(said text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT regexp_replace(regexp_replace(
        normalize(regexp_replace(
            translate(shaped(regexp_replace(regexp_replace(regexp_replace(
                normalize(said, NFC),
                '[\u0060\u00b4\u02bc\u2018-\u201b\u2032\u2039-\u203a\u275b-\u275c\u275f]', '''', 'g'),
                '[\u00ab\u00bb\u201c-\u201f\u2033\u275d-\u275e\u2760\u276e-\u276f\u2e42'
                '\u301d-\u301f\uff02\U0001f676-\U0001f678]', '"', 'g'),
                '[\u058a\u05be\u1400\u1806\u2010-\u2015\u2212\u2e17\u2e1a\u2e3a-\u2e3b\u2e40\u2e5d'
                '\u301c\u3030\u30a0\ufe31-\ufe32\ufe58\ufe63\uff0d\U00010ead]', '-', 'g')), U&'\02BC\2032`', repeat('''', 3)),
            '[\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u0640\u115f-\u1160\u1680'
            '\u17b4-\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f'
            '\u3000\ufe00-\ufe0f\ufeff\U00013430-\U00013438\U0001bca0-\U0001bca3'
            '\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef]+',
            '', 'g'), NFC),
        '-+', '-', 'g'),
        '(?<![0-9])-(?![0-9])', '', 'g'
    )
$$;

-- The words without what a page sets among them: marks of notes, and where pages end and begin,
-- their numbers and running heads.
CREATE OR REPLACE FUNCTION without_asides(said text) RETURNS text LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    note constant text := '(?<=[^\s\[(])\[(?:\d{1,3}(?:[-–, ]{1,2}\d{1,3}){0,5}|[a-z]'
        '|(?:note|nb|n) ?\d{1,3}|(?:[a-z]{2,12} ){1,3}needed|who\?|when\?|where\?'
        '|according to whom\?)\](?!\w)'
        '|(?<=[^\d\s]{4}|[^\d\s][.,;:!?"''”’)])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?!\w)|(?<=\S)[†‡]';
    number constant text := '\d{1,4}(?: ?(?:/|of|de|von|sur|из) ?\d{1,4})?';
    page constant text := format('(?:(?:page|p\.|pp\.|pg\.|seite|página|pagina|strona|стр\.) ?%1$s|%1$s)', number);
    line constant text := format(
        '(?:[-–—|·•\[(]{0,2} ?%1$s ?[-–—|·•\])]{0,2}|[^\n|·•]{1,80}[|·•] ?%1$s|%1$s ?[|·•][^\n|·•]{1,80})',
        page
    );
    blank constant text := '[ \t\r\u00a0]*';
BEGIN
    IF said !~ E'[\n\f\\[⁰¹²³⁴⁵⁶⁷⁸⁹†‡]' THEN
        RETURN said;
    END IF;
    RETURN regexp_replace(
        regexp_replace(
            said,
            format('(?:\n%1$s\n|\f)\s*(?:%2$s%1$s\n\s*)+|\n\s*(?:%2$s%1$s\n)+(?:%1$s\n|\f)\s*', blank, line),
            E'\n', 'gi'
        ),
        note, '', 'g'
    );
END $$;

-- Whether the words before a quotation take it back: “didn't”, “refused to”. The list is that of
-- text/denials.py.
CREATE OR REPLACE FUNCTION takes_back(before text) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH words(denials, between) AS (VALUES (
        'no longer|no one|no(?!\.\s?\d)|not|never|nor|neither|none|nobody|nothing|'
        'nowhere|without|cannot|hardly|barely|scarcely|rarely|seldom|unable|'
        'unwilling|yet to|far from|rather than|instead of|fail(?:s|ed|ing)? to|'
        'refus(?:e|es|ed|ing) to|declin(?:e|es|ed|ing) to|ceas(?:e|es|ed|ing) to|'
        'neglect(?:s|ed|ing)? to|omit(?:s|ted|ting)? to|forg(?:et|ets|ot|etting|'
        'otten) to|refrain(?:s|ed|ing)? from|stop(?:s|ped|ping)? short of|rul(?:e|'
        'es|ed|ing) out|decid(?:e|es|ed|ing) against|forbidden to|(?:barred|banned|'
        'prevented|prohibited) from|den(?:y|ies|ied|ying)|lack(?:s|ed|ing)?',
        '(?:[a-z]{2,20}ly|would|will|could|can|should|may|might|did|is|was|were|'
        'yet|ever|even|also|be|been|being|have|has|had|having|do|done|to|able|'
        'going|willing|ready|about|a|an|any|all|the|that|of|in|it|he|she|they|we|i|'
        'plans?|planned|intends?|intended|intention|wants?|wanted|needs?|needed|'
        'wish(?:es|ed)?|means?|meant|expects?|expected|agree|agreed|seek|try|tried|'
        'trying|reason|longer|its|their|his|her|seems?|seemed|appears?|appeared|'
        'immediate|right|power|position|way|circumstances|point|once|so|said|'
        'however|though|indeed|fact|as|for|on|asked|allowed|permitted|managed|'
        'required|bound|free|likely|offer|decision)'
    ))
    SELECT regexp_replace(
        translate(before, U&'\2019\201C\201D\00AD\200B', '''""'), '\s+', ' ', 'g'
    ) ~* format(
        '(?:(?<![\w-])(?!no,|not (?:only|just|merely) )(?:%1$s)|(?<=[a-z])n''t)'
        '(?:,(?: %2$s){1,3},)?(?: ["''(*]{0,2}%2$s["'')*]{0,2}){0,5} ["''(*]{0,2}$',
        denials, between
    )
    FROM words
$$;

CREATE OR REPLACE FUNCTION quotation_stands(quote text, stood text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    mark constant text := '\[[^\[\]]*\]|\(\s*(?:\.\.\.|…)\s*\)';
    read text;
    part text;
    parts text[];
    rest text;
BEGIN
    <<readings>>
    FOREACH read IN ARRAY ARRAY[stood, without_asides(stood)] LOOP
        IF ink_of(quote) = ink_of(read) THEN
            RETURN ink_of(read) <> '';
        END IF;
        CONTINUE WHEN quote !~ mark;
        -- [T]he is the word with another capital; any other mark stands for words left out.
        parts := regexp_split_to_array(regexp_replace(quote, '\[(\w)\](?=\w)', '\1', 'g'), mark);
        rest := lower(ink_of(read));
        FOR number IN 1 .. cardinality(parts) LOOP
            part := lower(ink_of(parts[number]));
            CONTINUE readings WHEN number = 1 AND NOT starts_with(rest, part);
            IF number = cardinality(parts) THEN
                IF right(rest, length(part)) = part THEN
                    RETURN true;
                END IF;
                CONTINUE readings;
            END IF;
            CONTINUE readings WHEN strpos(rest, part) = 0;
            rest := substr(rest, strpos(rest, part) + length(part));
        END LOOP;
    END LOOP;
    RETURN false;
END $$;
