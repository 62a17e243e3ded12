-- Notice templates: one row per version. `current` is true for the one in force, else null, so that
-- the unique index allows one per name only.
CREATE TABLE "notice_template" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "levels" TEXT NOT NULL,
    "language" "Language" NOT NULL,
    "version" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "preset_id" TEXT,
    "preset_version" INTEGER,
    "edited" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "current" BOOLEAN,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_template_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "notice_template_current_or_null" CHECK ("current")
);

CREATE UNIQUE INDEX "notice_template_name_version_key" ON "notice_template"("name", "version");
CREATE UNIQUE INDEX "notice_template_name_current_key" ON "notice_template"("name", "current");
CREATE INDEX "notice_template_preset_id_preset_version_idx"
  ON "notice_template"("preset_id", "preset_version");

CREATE TABLE "notice" (
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "owed" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "audience" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "drill" BOOLEAN NOT NULL DEFAULT false,
    "ref" JSONB NOT NULL DEFAULT '{}',
    "templates" JSONB NOT NULL DEFAULT '{}',
    "typed" JSONB NOT NULL DEFAULT '{}',
    "cause_status" TEXT,
    "frozen" JSONB,
    "hash" TEXT,
    "correction_of" TEXT,
    "correction" JSONB,
    "drafted_by" JSONB,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "sent_by" JSONB,
    "sent_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "notice_state_check" CHECK ("state" IN ('draft', 'approved', 'sending', 'sent')),
    CONSTRAINT "notice_sent_is_frozen" CHECK ("state" <> 'sent' OR ("frozen" IS NOT NULL AND "hash" IS NOT NULL))
);

CREATE UNIQUE INDEX "notice_incident_id_owed_key" ON "notice"("incident_id", "owed");
CREATE INDEX "notice_correction_of_idx" ON "notice"("correction_of");

ALTER TABLE "notice" ADD CONSTRAINT "notice_correction_of_fkey"
  FOREIGN KEY ("correction_of") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- R8: a notice that was sent is corrected by a new one, never edited.
CREATE FUNCTION refuse_sent_notice_edit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'notice % was sent: correct it by a new one', OLD.id USING ERRCODE = 'raise_exception';
END $$;

CREATE TRIGGER notice_sent_stays BEFORE UPDATE OR DELETE ON "notice"
  FOR EACH ROW WHEN (OLD.state = 'sent') EXECUTE FUNCTION refuse_sent_notice_edit();

CREATE TABLE "notice_override" (
    "id" TEXT NOT NULL,
    "notice_id" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notice_override_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "notice_override_second_name" CHECK ("confirmed_by" <> "proposed_by")
);

CREATE INDEX "notice_override_notice_id_idx" ON "notice_override"("notice_id");

ALTER TABLE "notice_override" ADD CONSTRAINT "notice_override_notice_id_fkey"
  FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "notice_delivery" (
    "id" TEXT NOT NULL,
    "notice_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "customer_id" TEXT,
    "contact_id" TEXT,
    "person_id" TEXT,
    "language" "Language" NOT NULL,
    "channel" TEXT NOT NULL,
    "address" JSONB NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "possibly_repeated" BOOLEAN NOT NULL DEFAULT false,
    "why" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notice_delivery_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "notice_delivery_state_check" CHECK ("state" IN ('pending', 'delivered', 'failed')),
    CONSTRAINT "notice_delivery_one_recipient" CHECK (("contact_id" IS NULL) <> ("person_id" IS NULL))
);

CREATE INDEX "notice_delivery_notice_id_idx" ON "notice_delivery"("notice_id");
CREATE INDEX "notice_delivery_customer_id_created_at_idx"
  ON "notice_delivery"("customer_id", "created_at");

ALTER TABLE "notice_delivery" ADD CONSTRAINT "notice_delivery_notice_id_fkey"
  FOREIGN KEY ("notice_id") REFERENCES "notice"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "gate_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "subject" TEXT NOT NULL,
    "about" TEXT,
    "kind" TEXT NOT NULL,
    "field" TEXT,
    "code" TEXT,
    "actor" JSONB NOT NULL,
    "person" TEXT,

    CONSTRAINT "gate_event_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "gate_event_kind_check"
      CHECK ("kind" IN ('blocked', 'override', 'correction', 'level_override'))
);

CREATE INDEX "gate_event_at_idx" ON "gate_event"("at");
CREATE INDEX "gate_event_subject_idx" ON "gate_event"("subject");
