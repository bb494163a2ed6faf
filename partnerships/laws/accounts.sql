-- Who may come in and what they may do: every change is told, and tokens end with what they were
-- given for.

-- With the rights of the tables' owner: the application only reads this journal. Neither a password
-- nor anything of a token, of a code's key or of an address that may be one is told, but that a
-- password was changed is. When somebody came in last is no change of the account. The actor is whom the application declares; a command names nobody.
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
CREATE TRIGGER account_is_kept AFTER INSERT OR UPDATE OR DELETE ON auth_user
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('account');
CREATE TRIGGER account_role_is_kept AFTER INSERT OR UPDATE OR DELETE ON auth_user_groups
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('role');
CREATE TRIGGER account_right_is_kept AFTER INSERT OR UPDATE OR DELETE
    ON auth_user_user_permissions
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('right');
CREATE TRIGGER group_is_kept AFTER INSERT OR UPDATE OR DELETE ON auth_group
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('group');
CREATE TRIGGER group_right_is_kept AFTER INSERT OR UPDATE OR DELETE ON auth_group_permissions
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('group_right');
CREATE TRIGGER account_token_is_kept AFTER INSERT OR UPDATE OR DELETE ON knox_authtoken
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('token');
CREATE TRIGGER account_second_factor_is_kept AFTER INSERT OR UPDATE OR DELETE
    ON otp_totp_totpdevice
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('second_factor');
CREATE TRIGGER account_recovery_is_kept AFTER INSERT OR UPDATE OR DELETE
    ON otp_static_staticdevice
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('second_factor');

CREATE TRIGGER account_change_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_accountchange
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A token was given to somebody who knew the password then, who had that role. Sessions end by
-- themselves: Django asks of each request whether password and account are still those.
CREATE OR REPLACE FUNCTION end_tokens_of_account() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    DELETE FROM knox_authtoken WHERE user_id = (to_jsonb(OLD) ->> TG_ARGV[0])::integer;
    RETURN NULL;
END $$;
CREATE TRIGGER account_less_than_before_ends_tokens AFTER UPDATE ON auth_user
    FOR EACH ROW WHEN (
        OLD.password <> NEW.password
        OR OLD.is_active AND NOT NEW.is_active
        OR OLD.is_staff AND NOT NEW.is_staff
        OR OLD.is_superuser AND NOT NEW.is_superuser
    )
    EXECUTE FUNCTION end_tokens_of_account('id');
CREATE TRIGGER role_taken_ends_tokens AFTER DELETE ON auth_user_groups
    FOR EACH ROW EXECUTE FUNCTION end_tokens_of_account('user_id');

-- Who comes in by a provider of logins has no password here: whoever takes them out there has shut
-- this door too. Whose the account is is said in their own name, and stays, or whoever keeps
-- accounts could have it be another's.
CREATE TRIGGER account_provider_is_kept AFTER INSERT OR UPDATE OR DELETE
    ON partnerships_providerlogin
    FOR EACH ROW EXECUTE FUNCTION keep_account_change('provider');
CREATE TRIGGER provider_login_is_ones_own BEFORE INSERT ON partnerships_providerlogin
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('user_id');

CREATE OR REPLACE FUNCTION has_provider_login(somebody integer) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM partnerships_providerlogin WHERE user_id = somebody)
$$;

-- Two transactions, of which one ties and one sets a password, take turns on the account.
CREATE OR REPLACE FUNCTION refuse_two_ways_in() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    whose integer := to_jsonb(NEW) ->> TG_ARGV[0];
    kept text;
BEGIN
    SELECT password INTO kept FROM auth_user WHERE id = whose FOR NO KEY UPDATE;
    IF kept NOT LIKE '!%' AND has_provider_login(whose) THEN
        PERFORM law_broken('provider_login_is_instead_of_a_password',
            'Who comes in by a provider of logins has no password here.');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER provider_login_is_instead_of_a_password AFTER INSERT ON partnerships_providerlogin
    FOR EACH ROW EXECUTE FUNCTION refuse_two_ways_in('user_id');
CREATE TRIGGER password_is_instead_of_a_provider AFTER UPDATE ON auth_user
    FOR EACH ROW WHEN (NEW.password <> OLD.password AND NEW.password NOT LIKE '!%')
    EXECUTE FUNCTION refuse_two_ways_in('id');

CREATE OR REPLACE FUNCTION refuse_another_owner() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' AND is_done_by_the_owner() THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'Whose account this is at the provider stays as it is.'
        USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER provider_login_stays_with_its_account BEFORE UPDATE OR DELETE
    ON partnerships_providerlogin
    FOR EACH ROW EXECUTE FUNCTION refuse_another_owner();
