-- When cycles of a group are called; the engine's schedule follows these rows.
CREATE TABLE "review_schedule" (
    "id" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "code" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "cadence" TEXT NOT NULL,
    "card" TEXT NOT NULL DEFAULT 'operations',
    "lead_days" INTEGER NOT NULL DEFAULT 10,
    "hour" INTEGER NOT NULL DEFAULT 9,
    "hr_id" TEXT NOT NULL,
    "deputy_id" TEXT,
    "calibrators" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "panels" JSONB NOT NULL DEFAULT '[]',
    "weights" JSONB NOT NULL,
    "formula" INTEGER NOT NULL DEFAULT 1,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "pause_note" TEXT,
    "moves" JSONB NOT NULL DEFAULT '[]',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_schedule_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "review_schedule_card_check" CHECK ("card" IN ('operations', 'linkage')),
    CONSTRAINT "review_schedule_hour_check" CHECK ("hour" BETWEEN 4 AND 23),
    CONSTRAINT "review_schedule_cadence_check"
      CHECK ("cadence" IN ('monthly', 'quarterly', 'half_yearly', 'yearly'))
);

-- One schedule per group and cadence; the business key is made of the code.
CREATE UNIQUE INDEX "review_schedule_department_id_cadence_key"
  ON "review_schedule"("department_id", "cadence");
CREATE UNIQUE INDEX "review_schedule_code_cadence_key" ON "review_schedule"("code", "cadence");

-- What a cycle was planned with; there is one of a key, however often it is called.
CREATE TABLE "review_cycle" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "schedule_id" TEXT,
    "department_id" TEXT NOT NULL,
    "period_from" TIMESTAMPTZ(3) NOT NULL,
    "period_until" TIMESTAMPTZ(3) NOT NULL,
    "hr_id" TEXT NOT NULL,
    "deputy_id" TEXT,
    "calibrators" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "panels" JSONB NOT NULL DEFAULT '[]',
    "weights" JSONB NOT NULL,
    "formula" INTEGER NOT NULL,
    "calendar_id" TEXT,
    "scale" JSONB,
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_cycle_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "review_cycle_period_check" CHECK ("period_from" < "period_until")
);

CREATE UNIQUE INDEX "review_cycle_key_key" ON "review_cycle"("key");
CREATE INDEX "review_cycle_department_id_period_from_idx"
  ON "review_cycle"("department_id", "period_from");

-- Who is reviewed, by whom; the review's process has the id written here beforehand.
CREATE TABLE "review_cycle_participant" (
    "cycle_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "review_id" TEXT NOT NULL,
    "card" TEXT NOT NULL,
    "manager_id" TEXT,
    "head_id" TEXT,
    "delegate_id" TEXT,
    "before" JSONB,
    "share" INTEGER NOT NULL DEFAULT 100,
    "counterparts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "days" INTEGER NOT NULL,
    "of" INTEGER NOT NULL,
    "why" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_cycle_participant_pkey" PRIMARY KEY ("cycle_id", "person_id"),
    CONSTRAINT "review_cycle_participant_days_check" CHECK ("days" BETWEEN 0 AND "of"),
    CONSTRAINT "review_cycle_participant_share_check" CHECK ("share" BETWEEN 1 AND 100),
    CONSTRAINT "review_cycle_participant_card_check" CHECK ("card" IN ('operations', 'linkage')),
    CONSTRAINT "review_cycle_participant_why_check"
      CHECK ("why" IN ('leaver', 'transfer', 'leave'))
);

CREATE UNIQUE INDEX "review_cycle_participant_review_id_key"
  ON "review_cycle_participant"("review_id");
CREATE INDEX "review_cycle_participant_person_id_idx" ON "review_cycle_participant"("person_id");
CREATE INDEX "review_cycle_participant_manager_id_idx" ON "review_cycle_participant"("manager_id");

-- What people wrote. A later entry stands in for an earlier one; none is changed.
CREATE TABLE "review_entry" (
    "id" TEXT NOT NULL,
    "review_id" TEXT NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "department_id" TEXT,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_entry_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "review_entry_kind_check"
      CHECK ("kind" IN ('self', 'manager', 'counterpart', 'appeal', 'decision'))
);

CREATE INDEX "review_entry_review_id_kind_at_idx" ON "review_entry"("review_id", "kind", "at");
CREATE INDEX "review_entry_cycle_id_kind_idx" ON "review_entry"("cycle_id", "kind");

-- What the panel did to a score and why; the same value twice means that it was looked at.
CREATE TABLE "calibration_change" (
    "id" TEXT NOT NULL,
    "cycle_id" TEXT NOT NULL,
    "review_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "before" NUMERIC(5, 1) NOT NULL,
    "after" NUMERIC(5, 1) NOT NULL,
    "reason" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calibration_change_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "calibration_change_reason_check" CHECK (length(btrim("reason")) > 0),
    CONSTRAINT "calibration_change_own_case_check" CHECK ("by_id" <> "person_id")
);

CREATE INDEX "calibration_change_cycle_id_at_idx" ON "calibration_change"("cycle_id", "at");
CREATE INDEX "calibration_change_review_id_at_idx" ON "calibration_change"("review_id", "at");

CREATE TABLE "review_archive" (
    "cycle_id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_archive_pkey" PRIMARY KEY ("cycle_id")
);

-- One mail a day per person, whatever the number of open forms.
CREATE TABLE "review_digest" (
    "person_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "forms" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_digest_pkey" PRIMARY KEY ("person_id", "day")
);

CREATE FUNCTION refuse_review_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'review_append_only';
END $$;

CREATE TRIGGER review_append_only BEFORE UPDATE OR DELETE ON "review_entry"
  FOR EACH ROW EXECUTE FUNCTION refuse_review_rewrite();
CREATE TRIGGER review_append_only BEFORE UPDATE OR DELETE ON "calibration_change"
  FOR EACH ROW EXECUTE FUNCTION refuse_review_rewrite();
CREATE TRIGGER review_append_only BEFORE UPDATE OR DELETE ON "review_archive"
  FOR EACH ROW EXECUTE FUNCTION refuse_review_rewrite();
