-- CreateTable
CREATE TABLE "process_row" (
    "id" TEXT NOT NULL,
    "process" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "about" TEXT,
    "department_id" TEXT,
    "site_id" TEXT,
    "service_id" TEXT,
    "customer_id" TEXT,
    "holder_id" TEXT,
    "drill" BOOLEAN NOT NULL DEFAULT false,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "next_due" TIMESTAMPTZ(3),
    "silenced" JSONB NOT NULL,
    "view" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "process_row_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "process_row_number_key" ON "process_row"("number");

-- CreateIndex
CREATE INDEX "process_row_process_closed_at_number_idx" ON "process_row"("process", "closed_at", "number");

-- CreateIndex
CREATE INDEX "process_row_about_idx" ON "process_row"("about");

-- CreateIndex
CREATE INDEX "process_row_holder_id_closed_at_idx" ON "process_row"("holder_id", "closed_at");

-- CreateIndex
CREATE INDEX "process_row_department_id_idx" ON "process_row"("department_id");

-- One sequence for all of them: ESC-1007 and SH-1008 are never the same number.
CREATE SEQUENCE "process_number_seq" START WITH 1001;

-- What explains a clock's due time.
ALTER TABLE "clock" ADD COLUMN "detail" JSONB;

-- Everything that can be held, whatever its kind: what clocks, streams and visibility look at.
CREATE VIEW "subject" AS
SELECT id, 'incident'::text AS process, number, seq, stage, title, department_id, site_id,
  service_id, holder_id, drill, detected_at AS started_at, closed_at, next_due, updated_at, view
FROM incident
UNION ALL
SELECT id, process, number, seq, CASE WHEN closed_at IS NULL THEN stage ELSE 'closed' END, title,
  department_id, site_id, service_id, holder_id, drill, started_at, closed_at, next_due, updated_at,
  view
FROM process_row;
