-- What weighs is given by two: roles that open what is confidential, break the glass or keep
-- accounts, and all rights at once. And nobody sets a password for another.

-- Whoever makes the tables gives the first accounts of a desk theirs, by commands and migrations:
-- no law keeps the owner from anything, and the journal of accounts tells it like all else.
CREATE OR REPLACE FUNCTION is_done_by_the_owner() RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = 'public.auth_user'::regclass
$$;

-- The rights that make a role weigh: what only source keepers and the editor in chief may, and what
-- of accounts is more than to look.
CREATE OR REPLACE FUNCTION right_weighs(asked integer) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM auth_permission AS p
        JOIN django_content_type AS of ON of.id = p.content_type_id
        WHERE p.id = asked AND CASE of.app_label
            WHEN 'partnerships' THEN
                codename IN ('view_confidential_source', 'open_identity', 'break_glass')
            WHEN 'auth' THEN codename NOT LIKE 'view\_%'
            ELSE false END
    )
$$;

CREATE OR REPLACE FUNCTION role_weighs(asked integer) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM auth_group_permissions
        WHERE group_id = asked AND right_weighs(permission_id)
    )
$$;

-- Who keeps accounts gives roles; all rights are given by those alone who have them.
CREATE OR REPLACE FUNCTION may_give(somebody integer, role integer) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(is_active AND (is_superuser OR role IS NOT NULL AND EXISTS (
        SELECT FROM auth_permission AS p
        JOIN django_content_type AS of ON of.id = p.content_type_id
        WHERE app_label = 'auth' AND codename = 'change_user' AND (
            EXISTS (SELECT FROM auth_user_user_permissions AS own
                WHERE own.user_id = somebody AND own.permission_id = p.id)
            OR EXISTS (SELECT FROM auth_user_groups AS joined
                JOIN auth_group_permissions AS its ON its.group_id = joined.group_id
                WHERE joined.user_id = somebody AND its.permission_id = p.id)
        )
    )), false) FROM auth_user WHERE id = somebody
$$;

-- The moment is the database's: what is given holds for the transaction in which it is given.
CREATE OR REPLACE FUNCTION grant_is_by_two() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    asked partnerships_grant;
BEGIN
    NEW.at := now();
    IF NOT coalesce(may_give(NEW.by_id, NEW.role_id), false) THEN
        PERFORM law_broken('grant_is_by_who_may_give',
            'Only who keeps accounts asks for a role or gives it, and all rights only who has them.');
    END IF;
    IF NEW.answers_id IS NOT NULL THEN
        SELECT * INTO asked FROM partnerships_grant WHERE id = NEW.answers_id;
        IF asked.act <> 'asked' OR asked.account_id <> NEW.account_id
           OR asked.role_id IS DISTINCT FROM NEW.role_id THEN
            PERFORM law_broken('grant_answers_what_was_asked',
                'This answers something else than what was asked for.');
        END IF;
        IF NEW.act = 'given' AND asked.by_id = NEW.by_id THEN
            PERFORM law_broken('grant_is_given_by_a_second',
                'You asked for this yourself: a second person gives it.');
        END IF;
        -- Until somebody has set a password, whoever keeps accounts can have the link sent elsewhere;
        -- who has come in by a provider is sent none.
        IF NEW.act = 'given' AND NOT has_provider_login(NEW.account_id) AND EXISTS (
            SELECT FROM auth_user WHERE id = NEW.account_id AND password LIKE '!%'
        ) THEN
            PERFORM law_broken('grant_is_to_who_has_come_in',
                'Whoever is to have this sets a password first, by the link that was sent to them.');
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER grant_is_by_two BEFORE INSERT ON partnerships_grant
    FOR EACH ROW EXECUTE FUNCTION grant_is_by_two();
CREATE TRIGGER grant_is_in_ones_own_name BEFORE INSERT ON partnerships_grant
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('by_id');
CREATE TRIGGER grant_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_grant
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The tables are Django's, so the sentences stand here, and the law says which is meant.
CREATE OR REPLACE FUNCTION refuse_what_one_gives() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    given jsonb := to_jsonb(NEW);
    whose integer := given ->> CASE TG_TABLE_NAME WHEN 'auth_user' THEN 'id' ELSE 'user_id' END;
    role integer := given ->> 'group_id';
BEGIN
    IF is_done_by_the_owner() OR EXISTS (
        SELECT FROM partnerships_grant
        WHERE act = 'given' AND account_id = whose AND role_id IS NOT DISTINCT FROM role
            AND at = now()
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What weighs as much is asked for by one person and given by a second.'
        USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER all_rights_are_given_by_two BEFORE UPDATE ON auth_user
    FOR EACH ROW WHEN (NEW.is_superuser AND NOT OLD.is_superuser)
    EXECUTE FUNCTION refuse_what_one_gives();
CREATE TRIGGER new_account_has_not_all_rights BEFORE INSERT ON auth_user
    FOR EACH ROW WHEN (NEW.is_superuser) EXECUTE FUNCTION refuse_what_one_gives();
CREATE TRIGGER role_that_weighs_is_given_by_two BEFORE INSERT OR UPDATE ON auth_user_groups
    FOR EACH ROW WHEN (role_weighs(NEW.group_id)) EXECUTE FUNCTION refuse_what_one_gives();

CREATE OR REPLACE FUNCTION refuse_a_right_that_weighs() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF is_done_by_the_owner() THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A right that weighs comes with a role, and the roles that have it stay.'
        USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER right_that_weighs_comes_with_a_role
    BEFORE INSERT OR UPDATE ON auth_user_user_permissions
    FOR EACH ROW WHEN (right_weighs(NEW.permission_id))
    EXECUTE FUNCTION refuse_a_right_that_weighs();
CREATE TRIGGER role_learns_no_right_that_weighs BEFORE INSERT OR UPDATE ON auth_group_permissions
    FOR EACH ROW WHEN (right_weighs(NEW.permission_id))
    EXECUTE FUNCTION refuse_a_right_that_weighs();

-- Who sets another's password is that other from then on, and who sets their address has a link sent
-- there. Somebody who has set no password yet (Django's mark for that is "!") is nobody to be taken
-- for; whom the desk is closed to is switched off.
CREATE OR REPLACE FUNCTION refuse_anothers_login() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF is_done_by_the_owner() OR declared_actor() IS NOT DISTINCT FROM NEW.id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A password, and the address of who has one, is set by the person alone.'
        USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER password_is_set_by_the_person BEFORE UPDATE ON auth_user
    FOR EACH ROW WHEN (NEW.password <> OLD.password)
    EXECUTE FUNCTION refuse_anothers_login();
CREATE TRIGGER address_is_set_by_the_person BEFORE UPDATE ON auth_user
    FOR EACH ROW WHEN (
        NEW.email <> OLD.email AND (OLD.password NOT LIKE '!%' OR has_provider_login(OLD.id))
    )
    EXECUTE FUNCTION refuse_anothers_login();

-- Whoever makes a token for another acts as that other from then on. Ending one is nobody's harm.
CREATE OR REPLACE FUNCTION refuse_anothers_token() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF is_done_by_the_owner() OR declared_actor() IS NOT DISTINCT FROM NEW.user_id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A token is made by the person alone.'
        USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER token_is_the_persons_own BEFORE INSERT OR UPDATE OF user_id ON knox_authtoken
    FOR EACH ROW EXECUTE FUNCTION refuse_anothers_token();

-- Whoever sets another's second factor, or takes it away, needs their password alone from then on.
CREATE OR REPLACE FUNCTION refuse_anothers_second_factor() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    told jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    whose integer := coalesce(
        (told ->> 'user_id')::integer,
        (SELECT user_id FROM otp_static_staticdevice WHERE id = (told ->> 'device_id')::integer)
    );
BEGIN
    IF is_done_by_the_owner() OR declared_actor() IS NOT DISTINCT FROM whose
       AND (TG_OP <> 'UPDATE' OR to_jsonb(OLD) -> 'user_id' IS NOT DISTINCT FROM told -> 'user_id')
    THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A second factor is set up, and taken away, by the person alone.'
        USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END $$;
CREATE TRIGGER second_factor_is_the_persons_own
    BEFORE INSERT OR UPDATE OR DELETE ON otp_totp_totpdevice
    FOR EACH ROW EXECUTE FUNCTION refuse_anothers_second_factor();
CREATE TRIGGER recovery_is_the_persons_own
    BEFORE INSERT OR UPDATE OR DELETE ON otp_static_staticdevice
    FOR EACH ROW EXECUTE FUNCTION refuse_anothers_second_factor();
CREATE TRIGGER recovery_code_is_the_persons_own
    BEFORE INSERT OR UPDATE OR DELETE ON otp_static_statictoken
    FOR EACH ROW EXECUTE FUNCTION refuse_anothers_second_factor();
