CREATE TRIGGER claim_listing_is_written_by_laws_alone
    BEFORE INSERT OR UPDATE OR DELETE ON partnerships_claimlisting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_writing_by_hand();
CREATE TRIGGER citation_listing_is_written_by_laws_alone
    BEFORE INSERT OR UPDATE OR DELETE ON partnerships_citationlisting
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_writing_by_hand();
