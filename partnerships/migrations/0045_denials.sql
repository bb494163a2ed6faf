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
