CREATE TRIGGER stake_keeps_its_key BEFORE UPDATE OF id ON partnerships_stake
    FOR EACH ROW EXECUTE FUNCTION refuse_new_key();
CREATE TRIGGER stake_ripples AFTER UPDATE ON partnerships_stake
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('stake', 'record',
        '{holder_id,company_id,interest,holding,qualifier,percent_min,percent_max,'
        'start,end,ongoing}'
    );
CREATE TRIGGER stake_gone_ripples AFTER DELETE ON partnerships_stake
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION row_ripples('stake', 'record',
        '{holder_id,company_id,interest,holding,qualifier,percent_min,percent_max,'
        'start,end,ongoing}'
    );

CREATE OR REPLACE FUNCTION keep_stake_history() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO partnerships_stakehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            holder_id, company_id, interest, holding, description, qualifier, percent_min,
            percent_max, note, released_at, put_away_id
        )
        SELECT 'update', now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            holder_id, company_id, interest, holding, description, qualifier, percent_min,
            percent_max, note, released_at, put_away_id
        FROM (SELECT * FROM changed EXCEPT SELECT * FROM before) AS differing;
    ELSE
        INSERT INTO partnerships_stakehistory (
            pgh_label, pgh_created_at, pgh_context_id, pgh_obj_id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            holder_id, company_id, interest, holding, description, qualifier, percent_min,
            percent_max, note, released_at, put_away_id
        )
        SELECT lower(TG_OP), now(), (SELECT _pgh_attach_context()), id,
            id, uid, collection_id, reference, date_words, start, "end", ongoing, confirmed_on,
            holder_id, company_id, interest, holding, description, qualifier, percent_min,
            percent_max, note, released_at, put_away_id
        FROM changed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER stake_insert_is_kept AFTER INSERT ON partnerships_stake
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_stake_history();
CREATE TRIGGER stake_update_is_kept AFTER UPDATE ON partnerships_stake
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_stake_history();
CREATE TRIGGER stake_delete_is_kept AFTER DELETE ON partnerships_stake
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION keep_stake_history();
CREATE TRIGGER stake_history_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_stakehistory
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
