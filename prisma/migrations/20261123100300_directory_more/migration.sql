-- Products with their limits, devices as other sources know them, who is certified for what, and
-- what a supplier's circuit is made of with the engineer whom a call reached (N1, N10, N40, N41).
CREATE TABLE "product" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "line" TEXT NOT NULL,
    "interface_person_id" TEXT,
    "deputy_id" TEXT,
    "required_skills" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "limits" JSONB NOT NULL DEFAULT '[]',
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "product_code_key" ON "product"("code");

CREATE TABLE "device" (
    "id" TEXT NOT NULL,
    "asset_no" TEXT,
    "class" TEXT NOT NULL,
    "model" TEXT,
    "serial" TEXT,
    "service_id" TEXT,
    "site_id" TEXT,
    "place" TEXT,
    "owner" TEXT NOT NULL DEFAULT 'operator',
    "gone_at" TIMESTAMPTZ(3),
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "device_asset_no_key" ON "device"("asset_no");
CREATE INDEX "device_service_id_idx" ON "device"("service_id");
CREATE INDEX "device_site_id_idx" ON "device"("site_id");
CREATE INDEX "device_serial_idx" ON "device"("serial");
CREATE INDEX "device_external_ref_idx" ON "device"("external_ref");

ALTER TABLE "device" ADD CONSTRAINT "device_service_id_fkey"
    FOREIGN KEY ("service_id") REFERENCES "service"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "device" ADD CONSTRAINT "device_site_id_fkey"
    FOREIGN KEY ("site_id") REFERENCES "site"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "certification" (
    "id" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "product_id" TEXT,
    "duty" TEXT,
    "certifier_id" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "evidence" TEXT,
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "certification_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "certification_second_person" CHECK ("certifier_id" <> "person_id"),
    CONSTRAINT "certification_of_one" CHECK (("product_id" IS NULL) <> ("duty" IS NULL))
);

CREATE INDEX "certification_person_id_idx" ON "certification"("person_id");
CREATE INDEX "certification_product_id_expires_at_idx" ON "certification"("product_id", "expires_at");

ALTER TABLE "certification" ADD CONSTRAINT "certification_person_id_fkey"
    FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "certification" ADD CONSTRAINT "certification_certifier_id_fkey"
    FOREIGN KEY ("certifier_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "certification" ADD CONSTRAINT "certification_product_id_fkey"
    FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "service" ADD COLUMN "product_id" TEXT;
CREATE INDEX "service_product_id_idx" ON "service"("product_id");
ALTER TABLE "service" ADD CONSTRAINT "service_product_id_fkey"
    FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "supplier_service" ADD COLUMN "carrier" TEXT,
ADD COLUMN "hand_off" TEXT,
ADD COLUMN "engineer_name" TEXT,
ADD COLUMN "engineer_contact" TEXT,
ADD COLUMN "verified_as" TEXT,
ADD COLUMN "verified_by_id" TEXT,
ADD COLUMN "verified_at" TIMESTAMPTZ(3),
ADD COLUMN "verified_note" TEXT;
