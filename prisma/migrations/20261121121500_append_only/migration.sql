-- What a learner has done is appended and never changed. The application only inserts into these tables; the triggers
-- make sure that nothing else happens by mistake. Removing a whole profile stays possible.
CREATE FUNCTION "refuse_update"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME;
END;
$$;

CREATE TRIGGER "StudyAnswer_append_only" BEFORE UPDATE ON "StudyAnswer" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
CREATE TRIGGER "CodeAttempt_append_only" BEFORE UPDATE ON "CodeAttempt" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
CREATE TRIGGER "InterviewAnswer_append_only" BEFORE UPDATE ON "InterviewAnswer" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
CREATE TRIGGER "InterviewMark_append_only" BEFORE UPDATE ON "InterviewMark" FOR EACH ROW EXECUTE FUNCTION "refuse_update"();
