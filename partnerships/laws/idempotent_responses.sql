CREATE TRIGGER idempotent_response_is_kept_as_it_is BEFORE UPDATE OR DELETE
    ON partnerships_idempotentresponse
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
