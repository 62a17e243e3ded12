-- I10: a notice of a drill reaches its participants and no customer.
CREATE FUNCTION refuse_drill_notice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  drill text;
BEGIN
  SELECT drill_id INTO drill FROM drill_subject WHERE subject = NEW.subject;
  IF FOUND AND (NEW.person_id IS NULL OR NOT EXISTS (
    SELECT FROM drill_participant WHERE drill_id = drill AND person_id = NEW.person_id
  )) THEN
    RAISE EXCEPTION 'a notice of drill % reaches its participants only', drill
      USING ERRCODE = 'check_violation', CONSTRAINT = 'drill_audience';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER drill_audience BEFORE INSERT OR UPDATE OF subject, person_id, contact_id, address
  ON notice_delivery FOR EACH ROW EXECUTE FUNCTION refuse_drill_notice();
