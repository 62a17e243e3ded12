-- The severity standard: one row per version. `current` is true for the one in force, else null,
-- so that the unique index allows one only.
CREATE TABLE "severity_matrix" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "preset_id" TEXT NOT NULL,
    "preset_version" INTEGER NOT NULL,
    "edited" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT,
    "content" JSONB NOT NULL,
    "current" BOOLEAN,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "severity_matrix_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "severity_matrix_current_or_null" CHECK ("current")
);

CREATE UNIQUE INDEX "severity_matrix_version_key" ON "severity_matrix"("version");

CREATE UNIQUE INDEX "severity_matrix_current_key" ON "severity_matrix"("current");

CREATE INDEX "severity_matrix_preset_id_preset_version_idx"
  ON "severity_matrix"("preset_id", "preset_version");
