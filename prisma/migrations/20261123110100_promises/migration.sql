-- Who speaks for a department, to one other or to all of them, with a deputy (N17).
CREATE TABLE "interface_person" (
    "id" TEXT NOT NULL,
    "department_id" TEXT NOT NULL,
    "counterpart_id" TEXT,
    "person_id" TEXT NOT NULL,
    "deputy_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "interface_person_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "interface_person" ADD CONSTRAINT "interface_person_department_id_fkey"
    FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "interface_person" ADD CONSTRAINT "interface_person_counterpart_id_fkey"
    FOREIGN KEY ("counterpart_id") REFERENCES "department"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One to each counterpart, and one to the rest.
CREATE UNIQUE INDEX "interface_person_of_key"
    ON "interface_person" ("department_id", coalesce("counterpart_id", ''));

-- One digest of a week to one executive, however many workers look and however often.
CREATE TABLE "weekly_digest" (
    "week" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'owed',
    "claimed_until" TIMESTAMPTZ(3),
    "items" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "weekly_digest_pkey" PRIMARY KEY ("week", "person_id")
);

CREATE INDEX "process_fact_promise_idx" ON "process_fact" (("data" ->> 'person'), ("data" ->> 'due'))
    WHERE "kind" = 'promise';

-- Every promise between departments and whether it was kept: null while its time still runs (K, R12).
CREATE VIEW "promise_kept" AS
SELECT "subject", "key", "data" ->> 'kind' AS kind, "data" ->> 'person' AS person,
  "data" ->> 'department' AS department,
  to_timestamp(("data" ->> 'due')::double precision / 1000) AS due,
  to_timestamp(("data" ->> 'doneAt')::double precision / 1000) AS done_at,
  CASE
    WHEN "data" ->> 'doneAt' IS NOT NULL
      THEN ("data" ->> 'doneAt')::double precision <= ("data" ->> 'due')::double precision
    WHEN ("data" ->> 'due')::double precision < extract(epoch FROM now()) * 1000 THEN false
  END AS kept
FROM "process_fact"
WHERE "kind" = 'promise' AND NOT ("data" ->> 'void')::boolean;
