-- Maintenance windows, redundant pairs and the overlaps found between them.
CREATE TABLE "maintenance_window" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "impact" TEXT,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "integration_id" TEXT,
    "provider" TEXT,
    "maintenance_id" TEXT,
    "account" TEXT,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "stamped_at" TIMESTAMPTZ(3),
    "spans" JSONB NOT NULL DEFAULT '[]',
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "objects" JSONB NOT NULL DEFAULT '[]',
    "supplier_service_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "service_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "site_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "notice_sent_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "source" JSONB,
    "created_by" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "maintenance_window_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "maintenance_window_ends_after_start" CHECK ("starts_at" < "ends_at")
);

CREATE UNIQUE INDEX "maintenance_window_integration_id_provider_maintenance_id_key"
  ON "maintenance_window"("integration_id", "provider", "maintenance_id");

CREATE INDEX "maintenance_window_ends_at_starts_at_idx"
  ON "maintenance_window"("ends_at", "starts_at");

CREATE TABLE "redundancy_pair" (
    "id" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "kind" TEXT NOT NULL,
    "members" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "redundancy_pair_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "window_conflict" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "pair" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "service_id" TEXT,
    "first_id" TEXT NOT NULL,
    "second_id" TEXT,
    "legs" TEXT[],
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),
    "told" TEXT,
    "incident" TEXT,

    CONSTRAINT "window_conflict_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "window_conflict_key_key" ON "window_conflict"("key");

CREATE INDEX "window_conflict_gone_at_from_idx" ON "window_conflict"("gone_at", "from");
