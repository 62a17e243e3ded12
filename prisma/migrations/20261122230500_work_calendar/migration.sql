-- Working hours with their exceptions by date and the years that are loaded.
CREATE TABLE "work_calendar" (
    "id" TEXT NOT NULL,
    "name" JSONB NOT NULL,
    "zone" TEXT NOT NULL,
    "weekly" JSONB NOT NULL,
    "exceptions" JSONB NOT NULL DEFAULT '[]',
    "closed_mode" TEXT NOT NULL DEFAULT 'closed',
    "by_year" BOOLEAN NOT NULL DEFAULT true,
    "covered_years" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "external_ref" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "work_calendar_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "work_calendar_closed_mode_check" CHECK ("closed_mode" IN ('closed', 'accept_only'))
);
