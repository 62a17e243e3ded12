-- For whom a row beside a subject waits, such as an item of a shift's hand-over to sign.
CREATE INDEX "process_fact_waits_for_idx" ON "process_fact" (("data" ->> 'waitsFor'))
    WHERE "data" ->> 'waitsFor' IS NOT NULL;

-- Proposals that wait for a second person are few among many incidents.
CREATE INDEX "incident_proposals_idx" ON "incident" ("id") WHERE "view" -> 'proposals' IS NOT NULL;

-- Drafts are few among many notices.
CREATE INDEX "notice_draft_idx" ON "notice" ("incident_id") WHERE "state" = 'draft';
