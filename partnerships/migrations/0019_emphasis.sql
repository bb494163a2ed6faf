CREATE OR REPLACE FUNCTION without_emphasis(words text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT regexp_replace(
        words,
        '(?<![0-9A-Za-z\u0080-\U0010FFFF])[*_]+|[*_]+(?![0-9A-Za-z\u0080-\U0010FFFF*_])',
        '', 'g'
    )
$$;

CREATE OR REPLACE FUNCTION placement_is_where_its_words_stand() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    passage record;
    revision record;
BEGIN
    SELECT story_id, exact INTO passage FROM partnerships_passage WHERE id = NEW.passage_id;
    SELECT story_id, length(text) AS length, substr(
        text, least(NEW.start, length(text)) + 1,
        greatest(least(NEW."end", length(text)) - least(NEW.start, length(text)), 0)
    ) AS stood INTO revision
    FROM partnerships_revision WHERE id = NEW.revision_id;
    IF passage.story_id IS DISTINCT FROM revision.story_id THEN
        PERFORM law_broken('placement_is_in_its_story',
            'These words were marked in another story.');
    END IF;
    IF NEW."end" > revision.length OR NEW.start >= NEW."end" THEN
        PERFORM law_broken('placement_is_inside_the_text',
            'These words begin or end outside the text.');
    END IF;
    IF NEW.start IS NOT NULL
       AND without_emphasis(revision.stood) <> without_emphasis(passage.exact) THEN
        PERFORM law_broken('placement_is_where_its_words_stand',
            'Other words stand at that place of the text.');
    END IF;
    RETURN NEW;
END $$;
