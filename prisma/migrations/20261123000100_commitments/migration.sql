-- What is promised to customers and by suppliers, the gaps between, and timed access to it.
CREATE TYPE "commitment_status" AS ENUM ('draft', 'confirmed', 'superseded');

ALTER TABLE "department" ADD COLUMN "calendar_id" TEXT;

ALTER TABLE "service" ADD COLUMN "contract_id" TEXT,
ADD COLUMN "requirements" JSONB NOT NULL DEFAULT '[]';

ALTER TABLE "supplier" ADD COLUMN "engineer_contact" TEXT,
ADD COLUMN "engineer_name" TEXT,
ADD COLUMN "engineer_verified_at" TIMESTAMPTZ(3),
ADD COLUMN "escalation_contacts" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN "has_complaint_path" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "has_technical_contact" BOOLEAN NOT NULL DEFAULT false;

CREATE TABLE "customer_contact" (
    "id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "channels" JSONB NOT NULL DEFAULT '[]',
    "language" "Language" NOT NULL DEFAULT 'zh',
    "notify_from" TEXT,
    "verified_at" TIMESTAMPTZ(3),
    "may_sign" BOOLEAN NOT NULL DEFAULT false,
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_contact_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "contract" (
    "id" TEXT NOT NULL,
    "no" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),
    "document" TEXT,
    "mrc_minor" BIGINT,
    "currency" TEXT,
    "sales_owner_id" TEXT,
    "renewal_notice_days" INTEGER,
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contract_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "commitment" (
    "id" TEXT NOT NULL,
    "service_id" TEXT,
    "contract_id" TEXT,
    "metric" TEXT NOT NULL,
    "target" JSONB NOT NULL,
    "unit" TEXT,
    "window" TEXT,
    "calendar_id" TEXT,
    "severity_scope" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "measured_at" TEXT,
    "exclusions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "credit_bands" JSONB NOT NULL DEFAULT '[]',
    "credit_cap_pct" DOUBLE PRECISION,
    "claim_window_days" INTEGER,
    "source_doc" TEXT,
    "clause" TEXT,
    "status" "commitment_status" NOT NULL DEFAULT 'draft',
    "author_id" TEXT,
    "confirmed_by_id" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "effective_to" TIMESTAMPTZ(3),
    "supersedes_id" TEXT,
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "commitment_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "service_standard" (
    "id" TEXT NOT NULL,
    "product_line" TEXT NOT NULL,
    "tier" TEXT,
    "targets" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "source_doc" TEXT,
    "clause" TEXT,
    "agreed_by" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "agreed_at" TIMESTAMPTZ(3),
    "author_id" TEXT,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "effective_to" TIMESTAMPTZ(3),
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_standard_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "legacy_expectation" (
    "id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "service_id" TEXT,
    "metric" TEXT,
    "text" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "approver_id" TEXT NOT NULL,
    "review_at" TIMESTAMPTZ(3) NOT NULL,
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "legacy_expectation_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "supplier_sla" (
    "id" TEXT NOT NULL,
    "supplier_service_id" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "target" JSONB,
    "unit" TEXT,
    "calendar_id" TEXT,
    "remedy_cap_pct" DOUBLE PRECISION,
    "fee_minor" BIGINT,
    "currency" TEXT,
    "no_commitment" BOOLEAN NOT NULL DEFAULT false,
    "document" TEXT,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "effective_to" TIMESTAMPTZ(3),
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supplier_sla_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "sla_gap" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "service_id" TEXT NOT NULL,
    "commitment_id" TEXT,
    "supplier_service_id" TEXT,
    "kind" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "unit" TEXT NOT NULL,
    "exposure_minor" BIGINT,
    "currency" TEXT,
    "steps" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_by_id" TEXT,
    "accepted_by_id" TEXT,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_reason" TEXT,
    "accepted_until" TIMESTAMPTZ(3),
    "accepted_value" DOUBLE PRECISION,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sla_gap_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "access_grant" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "permission" TEXT NOT NULL,
    "customer_id" TEXT,
    "granted_by" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "access_grant_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "customer_contact_customer_id_idx" ON "customer_contact"("customer_id");

CREATE UNIQUE INDEX "contract_no_key" ON "contract"("no");

CREATE INDEX "contract_customer_id_idx" ON "contract"("customer_id");

CREATE INDEX "commitment_service_id_metric_idx" ON "commitment"("service_id", "metric");

CREATE INDEX "commitment_contract_id_metric_idx" ON "commitment"("contract_id", "metric");

CREATE INDEX "service_standard_product_line_tier_idx" ON "service_standard"("product_line", "tier");

CREATE INDEX "legacy_expectation_customer_id_idx" ON "legacy_expectation"("customer_id");

CREATE INDEX "supplier_sla_supplier_service_id_metric_idx" ON "supplier_sla"("supplier_service_id", "metric");

CREATE UNIQUE INDEX "sla_gap_key_key" ON "sla_gap"("key");

CREATE INDEX "sla_gap_service_id_idx" ON "sla_gap"("service_id");

CREATE INDEX "access_grant_person_id_until_idx" ON "access_grant"("person_id", "until");

CREATE INDEX "service_contract_id_idx" ON "service"("contract_id");

CREATE INDEX "service_depends_on_idx" ON "service" USING GIN ("depends_on");

ALTER TABLE "service" ADD CONSTRAINT "service_contract_id_fkey" FOREIGN KEY ("contract_id") REFERENCES "contract"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "customer_contact" ADD CONSTRAINT "customer_contact_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "contract" ADD CONSTRAINT "contract_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_contract_id_fkey" FOREIGN KEY ("contract_id") REFERENCES "contract"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_supersedes_id_fkey" FOREIGN KEY ("supersedes_id") REFERENCES "commitment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "legacy_expectation" ADD CONSTRAINT "legacy_expectation_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "supplier_sla" ADD CONSTRAINT "supplier_sla_supplier_service_id_fkey" FOREIGN KEY ("supplier_service_id") REFERENCES "supplier_service"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "sla_gap" ADD CONSTRAINT "sla_gap_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "sla_gap" ADD CONSTRAINT "sla_gap_commitment_id_fkey" FOREIGN KEY ("commitment_id") REFERENCES "commitment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "access_grant" ADD CONSTRAINT "access_grant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "commitment" ADD CONSTRAINT "commitment_subject_check"
    CHECK (num_nonnulls("service_id", "contract_id") = 1);

-- What was confirmed has its document and clause for ever.
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_source_check"
    CHECK ("status" = 'draft' OR ("confirmed_at" IS NOT NULL AND "confirmed_by_id" IS NOT NULL
        AND "source_doc" IS NOT NULL AND "clause" IS NOT NULL
        AND "confirmed_by_id" IS DISTINCT FROM "author_id"));
