CREATE TRIGGER kept_answer_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_keptanswer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
