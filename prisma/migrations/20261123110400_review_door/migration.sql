-- An entry counts where its review took it: a form that was refused, or of two decisions at once the
-- later one, stays on record and changes no number. What a second-level manager settles where data
-- do not suffice is no form of the review and counts by itself (R12, operations.md).
CREATE VIEW review_entry_taken AS
SELECT e.*
FROM review_entry e LEFT JOIN process_row r ON r.id = e.review_id
WHERE r.id IS NULL
  OR (e.kind = 'decision' AND e.data ->> 'outcome' = 'settled')
  OR EXISTS (SELECT FROM jsonb_array_elements(r.view -> 'tasks') AS task(value)
    WHERE task.value ->> 'entry' = e.id)
  OR EXISTS (SELECT FROM jsonb_array_elements(r.view -> 'appeals') AS appeal(value)
    WHERE e.id IN (appeal.value ->> 'entry', appeal.value ->> 'decision'));

-- The decision that a correction is part of.
ALTER TABLE "review_correction" ADD COLUMN "entry" TEXT;

CREATE VIEW review_correction_taken AS
SELECT c.* FROM review_correction c
WHERE c.entry IS NULL OR EXISTS (SELECT FROM review_entry_taken e WHERE e.id = c.entry);

CREATE OR REPLACE VIEW indicator_feedback AS
WITH given AS (
  SELECT DISTINCT ON (e.review_id, e.department_id) e.id, e.cycle_id, e.review_id, e.at, e.data
  FROM review_entry_taken e WHERE e.kind = 'counterpart'
  ORDER BY e.review_id, e.department_id, e.at DESC, e.id DESC
),
rating AS (
  SELECT given.id, given.cycle_id, given.at, p.person_id, rated.value ->> 'subject' AS subject,
    rated.ordinality AS n, (rated.value ->> 'score')::numeric / 5 AS value
  FROM given JOIN review_cycle_participant p ON p.review_id = given.review_id
    CROSS JOIN LATERAL jsonb_array_elements(given.data -> 'ratings') WITH ORDINALITY AS rated
)
SELECT 'person'::text AS owner_kind, r.person_id AS owner, r.at, r.value, 1::numeric AS weight,
  r.subject, 'rating/' || r.id || '/' || r.n AS record, r.cycle_id AS cycle
FROM rating r
UNION ALL
SELECT 'department', f.department, r.at, r.value, 1::numeric, r.subject,
  'rating/' || r.id || '/' || r.n, r.cycle_id
FROM rating r JOIN review_person f ON f.cycle = r.cycle_id AND f.person = r.person_id
WHERE f.department IS NOT NULL;

-- Ratings are sealed when calibration begins: a form that is still open then was met with silence,
-- which is late, though its review waits for it a little longer (4c, operations.md).
CREATE OR REPLACE VIEW answered_form AS
SELECT 'department'::text AS owner_kind, task.value ->> 'of' AS owner,
  to_timestamp((task.value ->> 'dueAt')::numeric / 1000) AS at,
  (coalesce(task.value ->> 'outcome', '') IN ('given', 'no_dealings'))::int::numeric AS value,
  1::numeric AS weight, r.id AS subject, 'form/' || (task.value ->> 'of') AS record,
  c.period_from, c.period_until
FROM process_row r JOIN review_cycle c ON c.id = r.view ->> 'cycle'
  CROSS JOIN LATERAL jsonb_array_elements(r.view -> 'tasks') AS task(value)
WHERE r.process = 'review' AND task.value ->> 'kind' = 'counterpart' AND NOT r.drill
  AND (task.value ->> 'outcome' IN ('given', 'no_dealings', 'not_given', 'left_out')
    OR (NOT task.value ? 'outcome' AND EXISTS (SELECT FROM process_row k WHERE k.id = c.id
      AND k.stage IN ('calibration', 'publication', 'appeal', 'closing', 'closed'))));
