-- That somebody told two records apart is not told otherwise later, and nobody says it for another.

CREATE TRIGGER told_apart_is_kept_as_it_is BEFORE UPDATE OR DELETE ON partnerships_toldapart
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER records_are_told_apart_in_person BEFORE INSERT ON partnerships_toldapart
    FOR EACH ROW EXECUTE FUNCTION refuse_another_name('by_id');
