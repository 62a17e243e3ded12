-- The clock of a subject that does not run by the clock on the wall: drills, and demos.
CREATE TABLE "time_scale" (
    "subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "factor" INTEGER NOT NULL,

    CONSTRAINT "time_scale_pkey" PRIMARY KEY ("subject"),
    CONSTRAINT "time_scale_factor_check" CHECK ("factor" BETWEEN 1 AND 10000)
);

-- Which subjects are practice, and of which drill: the drill itself, its incidents and whatever
-- was opened from them. Written before the process starts. A drill declared by hand is its own.
CREATE TABLE "drill_subject" (
    "subject" TEXT NOT NULL,
    "drill_id" TEXT NOT NULL,

    CONSTRAINT "drill_subject_pkey" PRIMARY KEY ("subject")
);

CREATE INDEX "drill_subject_drill_id_idx" ON "drill_subject"("drill_id");

-- I10: the only people whom anything of a drill may reach.
CREATE TABLE "drill_participant" (
    "drill_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "drill_participant_pkey" PRIMARY KEY ("drill_id", "person_id")
);

-- Subjects that no figure counts: practice, and those whose clock is not the one on the wall.
CREATE VIEW "uncounted" AS
  SELECT subject FROM drill_subject UNION ALL SELECT subject FROM time_scale;

CREATE FUNCTION refuse_outside_drill() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  drill text;
BEGIN
  SELECT drill_id INTO drill FROM drill_subject WHERE subject = NEW.subject;
  IF FOUND AND NOT EXISTS (
    SELECT FROM drill_participant WHERE drill_id = drill AND person_id = NEW.person_id
  ) THEN
    RAISE EXCEPTION 'drill % reaches nobody outside its participants: not %', drill, NEW.person_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'drill_audience';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER drill_audience BEFORE INSERT OR UPDATE OF subject, person_id, address ON delivery
  FOR EACH ROW EXECUTE FUNCTION refuse_outside_drill();

-- Customers, other departments' systems: nothing outside hears of a drill at all.
CREATE FUNCTION refuse_drill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM drill_subject WHERE subject = NEW.subject) THEN
    RAISE EXCEPTION 'nothing outside hears of the drill subject %', NEW.subject
      USING ERRCODE = 'check_violation', CONSTRAINT = 'drill_audience';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER drill_audience BEFORE INSERT ON webhook_delivery
  FOR EACH ROW EXECUTE FUNCTION refuse_drill();
