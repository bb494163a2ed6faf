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
DROP TRIGGER address_is_set_by_the_person ON auth_user;
CREATE TRIGGER address_is_set_by_the_person BEFORE UPDATE ON auth_user
    FOR EACH ROW WHEN (
        NEW.email <> OLD.email AND (OLD.password NOT LIKE '!%' OR has_provider_login(OLD.id))
    )
    EXECUTE FUNCTION refuse_anothers_login();
