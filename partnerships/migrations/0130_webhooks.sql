CREATE OR REPLACE FUNCTION keep_account_change() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    untold CONSTANT text[] := ARRAY[
        'password', 'last_login', 'digest', 'token_key', 'key', 'last_t', 'drift', 'created_at',
        'last_used_at', 'throttling_failure_count', 'throttling_failure_timestamp', 'url',
        'told_until'
    ];
    old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ELSE '{}' END;
    new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ELSE '{}' END;
    told jsonb := CASE WHEN TG_OP = 'DELETE' THEN old_row ELSE new_row END;
    was jsonb := old_row - untold;
    becomes jsonb := new_row - untold;
    whose integer := (told ->> CASE TG_TABLE_NAME WHEN 'auth_user' THEN 'id' ELSE 'user_id' END);
    context text := current_setting('pghistory.context_id', true);
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT coalesce(jsonb_object_agg(key, was -> key), '{}'),
               coalesce(jsonb_object_agg(key, becomes -> key), '{}')
        INTO was, becomes
        FROM jsonb_object_keys(was) AS key WHERE was -> key IS DISTINCT FROM becomes -> key;
        IF old_row -> 'password' IS DISTINCT FROM new_row -> 'password' THEN
            becomes := becomes || '{"password": "changed"}';
        END IF;
        IF becomes = '{}' THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO partnerships_accountchange (
        uid, noun, act, account_id, name, role, before, after, at, by_id, door, context
    )
    VALUES (
        gen_random_uuid(), TG_ARGV[0], lower(TG_OP), whose,
        coalesce(
            told ->> 'username',
            (SELECT username FROM auth_user WHERE id = whose),
            told ->> 'name',
            (SELECT name FROM auth_group WHERE id = (told ->> 'group_id')::integer),
            ''
        ),
        coalesce(
            (SELECT codename FROM auth_permission WHERE id = (told ->> 'permission_id')::integer),
            (SELECT name FROM auth_group
             WHERE id = (told ->> 'group_id')::integer AND TG_ARGV[0] = 'role'),
            ''
        ),
        was, becomes, clock_timestamp(), declared_actor(),
        coalesce(left(
            nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'door', 40
        ), ''),
        CASE WHEN context ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN context::uuid END
    );
    RETURN NULL;
END $$;

-- Addresses that are told what changed for readers. Whose an address is and where it leads stays, so
-- that nothing is sent in somebody's name whither they never asked for it; and what was taken there
-- is not sent again.
CREATE TRIGGER webhook_is_ones_own BEFORE INSERT ON partnerships_webhook
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('user_id');

-- Two that come at once take turns on the account. Counted is what is switched off, too.
CREATE OR REPLACE FUNCTION refuse_many_webhooks() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM auth_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM partnerships_webhook WHERE user_id = NEW.user_id) > 5 THEN
        PERFORM law_broken('account_has_five_webhooks_at_most',
            'You have five addresses already, as many as anybody may: remove one first.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER account_has_five_webhooks_at_most AFTER INSERT ON partnerships_webhook
    FOR EACH ROW EXECUTE FUNCTION refuse_many_webhooks();

CREATE OR REPLACE FUNCTION refuse_another_address() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (NEW.id, NEW.uid, NEW.user_id, NEW.url, NEW.at)
       IS DISTINCT FROM (OLD.id, OLD.uid, OLD.user_id, OLD.url, OLD.at) THEN
        PERFORM law_broken('webhook_stays_at_its_address',
            'An address is removed and another registered: it is not changed.');
    END IF;
    IF NEW.told_until < OLD.told_until OR OLD.ended_at IS NOT NULL THEN
        PERFORM law_broken('webhook_only_goes_on',
            'What was taken is not sent again, and what is switched off stays so: register the '
            'address anew.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER webhook_stays_at_its_address BEFORE UPDATE ON partnerships_webhook
    FOR EACH ROW EXECUTE FUNCTION refuse_another_address();

-- The journal of accounts tells who registered one, who removed it, and that it was switched off.
CREATE TRIGGER account_webhook_is_kept AFTER INSERT OR DELETE ON partnerships_webhook
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('webhook');
CREATE TRIGGER account_webhook_end_is_kept AFTER UPDATE OF ended_at ON partnerships_webhook
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('webhook');
