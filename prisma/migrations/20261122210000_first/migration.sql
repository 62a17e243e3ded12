-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Language" AS ENUM ('zh', 'en');

-- CreateEnum
CREATE TYPE "person_status" AS ENUM ('active', 'left');

-- CreateEnum
CREATE TYPE "access_role" AS ENUM ('admin', 'ops_lead', 'engineer', 'hotline', 'delivery', 'hr', 'manager', 'executive', 'viewer', 'customer_contact');

-- CreateEnum
CREATE TYPE "site_kind" AS ENUM ('region', 'city', 'site', 'room', 'row', 'rack');

-- CreateEnum
CREATE TYPE "service_mode" AS ENUM ('equipment_only', 'equipment_plus_service', 'service_only');

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('pending', 'waiting', 'delivered', 'failed', 'silenced', 'crossed');

-- CreateEnum
CREATE TYPE "webhook_state" AS ENUM ('active', 'paused');

-- CreateTable
CREATE TABLE "department" (
    "id" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "parent_id" TEXT,
    "head_id" TEXT,
    "deputy_id" TEXT,
    "executive_id" TEXT,
    "schedule_id" TEXT,
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "language" "Language" NOT NULL DEFAULT 'zh',
    "department_id" TEXT,
    "channels" JSONB NOT NULL DEFAULT '[]',
    "status" "person_status" NOT NULL DEFAULT 'active',
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team" (
    "id" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "department_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_member" (
    "team_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "team_member_pkey" PRIMARY KEY ("team_id","person_id")
);

-- CreateTable
CREATE TABLE "role_binding" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "role" "access_role" NOT NULL,
    "department_id" TEXT,
    "site_id" TEXT,
    "customer_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "role_binding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absence" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "deputy_id" TEXT,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule" (
    "id" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "zone" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "department_id" TEXT,
    "layers" JSONB NOT NULL DEFAULT '[]',
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedule_override" (
    "id" TEXT NOT NULL,
    "schedule_id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "replaces_id" TEXT,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedule_override_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_role" (
    "id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "site_id" TEXT,
    "schedule_id" TEXT NOT NULL,

    CONSTRAINT "duty_role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy" (
    "id" TEXT NOT NULL,
    "policy_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name" JSONB NOT NULL,
    "rungs" JSONB NOT NULL,
    "overdue" JSONB NOT NULL,
    "ack_ttl_s" INTEGER NOT NULL DEFAULT 1800,
    "exhausted_every_s" INTEGER NOT NULL DEFAULT 1800,
    "targets" JSONB NOT NULL DEFAULT '{}',
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "policy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "site" (
    "id" TEXT NOT NULL,
    "kind" "site_kind" NOT NULL,
    "name" JSONB NOT NULL,
    "parent_id" TEXT,
    "path" TEXT[],
    "zone" TEXT,
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "site_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tier" TEXT,
    "segment" TEXT,
    "languages" TEXT[] DEFAULT ARRAY['zh']::TEXT[],
    "status" TEXT NOT NULL DEFAULT 'active',
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "product_line" TEXT NOT NULL,
    "mode" "service_mode" NOT NULL DEFAULT 'service_only',
    "status" TEXT NOT NULL DEFAULT 'in_service',
    "customer_id" TEXT,
    "site_id" TEXT,
    "department_id" TEXT,
    "policy_id" TEXT,
    "depends_on" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "supplier_service_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplier" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "channels" JSONB NOT NULL DEFAULT '[]',
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supplier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supplier_service" (
    "id" TEXT NOT NULL,
    "supplier_id" TEXT NOT NULL,
    "circuit_id" TEXT,
    "medium" TEXT,
    "technology" TEXT,
    "last_mile" TEXT,
    "constraints" JSONB NOT NULL DEFAULT '[]',
    "accept_only" JSONB NOT NULL DEFAULT '[]',
    "zone" TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supplier_service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "person_id" TEXT,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" JSONB,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency" (
    "caller" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "headers" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "idempotency_pkey" PRIMARY KEY ("caller","route","key")
);

-- CreateTable
CREATE TABLE "action_link" (
    "id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "action_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integration" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "service_id" TEXT,
    "site_id" TEXT,
    "policy_id" TEXT,
    "defaults" JSONB NOT NULL DEFAULT '{}',
    "options" JSONB NOT NULL DEFAULT '{}',
    "disabled_at" TIMESTAMPTZ(3),
    "last_event_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "integration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intake_log" (
    "id" BIGSERIAL NOT NULL,
    "integration_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "content_type" TEXT,
    "body" TEXT NOT NULL,
    "result" JSONB NOT NULL,

    CONSTRAINT "intake_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "open_key" (
    "integration_id" TEXT NOT NULL,
    "dedup_key" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "service_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "open_key_pkey" PRIMARY KEY ("integration_id","dedup_key")
);

-- CreateTable
CREATE TABLE "grouping_rule" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "match" JSONB NOT NULL DEFAULT '{}',
    "by" TEXT[],
    "window_s" INTEGER NOT NULL DEFAULT 300,
    "reopen_window_s" INTEGER NOT NULL DEFAULT 0,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "grouping_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "open_group" (
    "rule_id" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "open_group_pkey" PRIMARY KEY ("rule_id","value")
);

-- CreateTable
CREATE TABLE "heartbeat" (
    "integration_id" TEXT NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("integration_id")
);

-- CreateTable
CREATE TABLE "incident" (
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "closed_as" TEXT,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "service_id" TEXT,
    "site_id" TEXT,
    "department_id" TEXT,
    "parent_id" TEXT,
    "holder_id" TEXT,
    "drill" BOOLEAN NOT NULL DEFAULT false,
    "detected_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "next_due" TIMESTAMPTZ(3),
    "silenced" JSONB NOT NULL,
    "view" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "baton" (
    "subject" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "duty_id" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "offer_to" TEXT,
    "offer_by" TEXT,
    "offer_expires" TIMESTAMPTZ(3),

    CONSTRAINT "baton_pkey" PRIMARY KEY ("subject")
);

-- CreateTable
CREATE TABLE "clock" (
    "subject" TEXT NOT NULL,
    "obligation" TEXT NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "clock_pkey" PRIMARY KEY ("subject","obligation")
);

-- CreateTable
CREATE TABLE "timeline" (
    "subject" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" JSONB NOT NULL,
    "what" TEXT NOT NULL,
    "with" JSONB,
    "cause" TEXT,
    "hash" TEXT NOT NULL,

    CONSTRAINT "timeline_pkey" PRIMARY KEY ("subject","seq")
);

-- CreateTable
CREATE TABLE "process_fact" (
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "process_fact_pkey" PRIMARY KEY ("subject","kind","key")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "page" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "ladder" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "rung" INTEGER,
    "person_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" JSONB NOT NULL,
    "destination" TEXT NOT NULL,
    "after_s" INTEGER NOT NULL DEFAULT 0,
    "state" "delivery_state" NOT NULL DEFAULT 'pending',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "next_attempt_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "possibly_repeated" BOOLEAN NOT NULL DEFAULT false,
    "why" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "delivery_id" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "detail" TEXT,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("delivery_id","n")
);

-- CreateTable
CREATE TABLE "bucket" (
    "destination" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "capacity" DOUBLE PRECISION NOT NULL,
    "refill_per_s" DOUBLE PRECISION NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bucket_pkey" PRIMARY KEY ("destination")
);

-- CreateTable
CREATE TABLE "audit" (
    "subject" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" JSONB NOT NULL,
    "action" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "request_id" TEXT,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("subject","seq")
);

-- CreateTable
CREATE TABLE "installation" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "webhook" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secrets" TEXT[],
    "topics" TEXT[],
    "state" "webhook_state" NOT NULL DEFAULT 'active',
    "paused_why" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_outcome" TEXT,
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "person_department_id_idx" ON "person"("department_id");

-- CreateIndex
CREATE INDEX "role_binding_person_id_idx" ON "role_binding"("person_id");

-- CreateIndex
CREATE INDEX "absence_person_id_until_idx" ON "absence"("person_id", "until");

-- CreateIndex
CREATE INDEX "schedule_override_schedule_id_until_idx" ON "schedule_override"("schedule_id", "until");

-- CreateIndex
CREATE UNIQUE INDEX "duty_role_role_site_id_key" ON "duty_role"("role", "site_id");

-- CreateIndex
CREATE UNIQUE INDEX "policy_policy_id_version_key" ON "policy"("policy_id", "version");

-- CreateIndex
CREATE INDEX "site_parent_id_idx" ON "site"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_code_key" ON "customer"("code");

-- CreateIndex
CREATE UNIQUE INDEX "service_code_key" ON "service"("code");

-- CreateIndex
CREATE INDEX "service_customer_id_idx" ON "service"("customer_id");

-- CreateIndex
CREATE INDEX "service_site_id_idx" ON "service"("site_id");

-- CreateIndex
CREATE INDEX "supplier_service_supplier_id_idx" ON "supplier_service"("supplier_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_person_id_idx" ON "api_key"("person_id");

-- CreateIndex
CREATE INDEX "idempotency_created_at_idx" ON "idempotency"("created_at");

-- CreateIndex
CREATE INDEX "action_link_subject_idx" ON "action_link"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "integration_key_key" ON "integration"("key");

-- CreateIndex
CREATE INDEX "intake_log_integration_id_id_idx" ON "intake_log"("integration_id", "id");

-- CreateIndex
CREATE INDEX "open_key_service_id_idx" ON "open_key"("service_id");

-- CreateIndex
CREATE INDEX "open_key_incident_id_idx" ON "open_key"("incident_id");

-- CreateIndex
CREATE INDEX "open_group_incident_id_idx" ON "open_group"("incident_id");

-- CreateIndex
CREATE UNIQUE INDEX "incident_number_key" ON "incident"("number");

-- CreateIndex
CREATE INDEX "incident_stage_number_idx" ON "incident"("stage", "number");

-- CreateIndex
CREATE INDEX "incident_holder_id_stage_idx" ON "incident"("holder_id", "stage");

-- CreateIndex
CREATE INDEX "incident_site_id_stage_idx" ON "incident"("site_id", "stage");

-- CreateIndex
CREATE INDEX "incident_service_id_stage_idx" ON "incident"("service_id", "stage");

-- CreateIndex
CREATE INDEX "incident_department_id_stage_idx" ON "incident"("department_id", "stage");

-- CreateIndex
CREATE INDEX "incident_parent_id_idx" ON "incident"("parent_id");

-- CreateIndex
CREATE INDEX "baton_holder_id_idx" ON "baton"("holder_id");

-- CreateIndex
CREATE INDEX "baton_offer_to_idx" ON "baton"("offer_to");

-- CreateIndex
CREATE INDEX "clock_stopped_at_due_at_idx" ON "clock"("stopped_at", "due_at");

-- CreateIndex
CREATE INDEX "delivery_subject_page_idx" ON "delivery"("subject", "page");

-- CreateIndex
CREATE INDEX "delivery_person_id_created_at_idx" ON "delivery"("person_id", "created_at");

-- CreateIndex
CREATE INDEX "delivery_state_next_attempt_at_idx" ON "delivery"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "audit_at_idx" ON "audit"("at");

-- CreateIndex
CREATE INDEX "webhook_delivery_state_next_attempt_at_idx" ON "webhook_delivery"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_created_at_idx" ON "webhook_delivery"("webhook_id", "created_at");

-- AddForeignKey
ALTER TABLE "department" ADD CONSTRAINT "department_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team" ADD CONSTRAINT "team_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_binding" ADD CONSTRAINT "role_binding_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedule_override" ADD CONSTRAINT "schedule_override_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedule"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "site" ADD CONSTRAINT "site_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service" ADD CONSTRAINT "service_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supplier_service" ADD CONSTRAINT "supplier_service_supplier_id_fkey" FOREIGN KEY ("supplier_id") REFERENCES "supplier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;



-- Numbers of incidents: INC-1001, INC-1002 … ; gaps are possible, reuse is not.
CREATE SEQUENCE "incident_number_seq" START 1001;

-- One current version per policy, one default policy.
CREATE UNIQUE INDEX "policy_current_key" ON "policy" ("policy_id") WHERE "superseded_at" IS NULL;
CREATE UNIQUE INDEX "policy_default_key" ON "policy" ("is_default") WHERE "is_default" AND "superseded_at" IS NULL;

-- A binding has one scope at most.
ALTER TABLE "role_binding" ADD CONSTRAINT "role_binding_one_scope"
  CHECK (num_nonnulls("department_id", "site_id", "customer_id") <= 1);
CREATE UNIQUE INDEX "role_binding_key" ON "role_binding"
  ("person_id", "role", COALESCE("department_id", ''), COALESCE("site_id", ''), COALESCE("customer_id", ''));

-- One binding of a duty role for everywhere (site_id NULL is not equal to itself in a unique key).
CREATE UNIQUE INDEX "duty_role_everywhere_key" ON "duty_role" ("role") WHERE "site_id" IS NULL;

ALTER TABLE "absence" ADD CONSTRAINT "absence_span" CHECK ("until" > "from");
ALTER TABLE "schedule_override" ADD CONSTRAINT "schedule_override_span" CHECK ("until" > "from");
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_sent_has_start"
  CHECK ("state" <> 'delivered' OR "started_at" IS NOT NULL);

-- Sites: containment by path.
CREATE INDEX "site_path_idx" ON "site" USING GIN ("path");

-- The lists of open work and of what is due.
CREATE INDEX "incident_open_due_idx" ON "incident" ("next_due") WHERE "stage" <> 'closed';
CREATE INDEX "clock_running_idx" ON "clock" ("due_at") WHERE "stopped_at" IS NULL;

-- Append-only trails (I8): rows are never changed or deleted.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER "timeline_append_only" BEFORE UPDATE OR DELETE ON "timeline"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_append_only" BEFORE UPDATE OR DELETE ON "audit"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
