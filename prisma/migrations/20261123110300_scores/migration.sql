-- What a cycle froze (R13, operations.md): who, by which formula, and every record that counts.

-- CreateTable
CREATE TABLE "review_freeze" (
    "cycle" TEXT NOT NULL,
    "formula" INTEGER NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "weights" JSONB NOT NULL,
    "installed" TEXT[],
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "sealed_at" TIMESTAMPTZ(3),
    "ratings_at" TIMESTAMPTZ(3),
    "digest" TEXT,

    CONSTRAINT "review_freeze_pkey" PRIMARY KEY ("cycle")
);

-- CreateTable
CREATE TABLE "review_person" (
    "cycle" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "department" TEXT,
    "head" BOOLEAN NOT NULL DEFAULT false,
    "card" TEXT NOT NULL,

    CONSTRAINT "review_person_pkey" PRIMARY KEY ("cycle","person")
);

-- CreateTable
CREATE TABLE "review_record" (
    "cycle" TEXT NOT NULL,
    "owner_kind" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "indicator" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "value" DECIMAL(9,6) NOT NULL,
    "weight" DECIMAL(9,3) NOT NULL,

    CONSTRAINT "review_record_pkey" PRIMARY KEY ("cycle","owner_kind","owner","indicator","subject","record")
);

-- CreateIndex
CREATE INDEX "review_record_cycle_subject_idx" ON "review_record"("cycle", "subject");

-- CreateTable
CREATE TABLE "review_input" (
    "cycle" TEXT NOT NULL,
    "owner_kind" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "indicator" TEXT NOT NULL,
    "numerator" DECIMAL(18,6) NOT NULL,
    "denominator" DECIMAL(18,3) NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "review_input_pkey" PRIMARY KEY ("cycle","owner_kind","owner","indicator")
);

-- Late data, and what an appeal put right; never an edit of what was frozen.
-- CreateTable
CREATE TABLE "review_correction" (
    "id" BIGSERIAL NOT NULL,
    "cycle" TEXT NOT NULL,
    "review" TEXT NOT NULL,
    "owner_kind" TEXT,
    "owner" TEXT,
    "indicator" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "value" DECIMAL(9,6),
    "weight" DECIMAL(9,3),
    "reason" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_correction_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "review_correction_cycle_id_idx" ON "review_correction"("cycle", "id");

-- CreateTable
CREATE TABLE "review_score" (
    "cycle" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "formula" INTEGER NOT NULL,
    "given" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "final" DECIMAL(4,1),
    "band" TEXT,
    "insufficient" BOOLEAN NOT NULL,
    "digest" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_score_pkey" PRIMARY KEY ("cycle","person","version")
);

-- CreateTable
CREATE TABLE "department_score" (
    "cycle" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "formula" INTEGER NOT NULL,
    "given" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "final" DECIMAL(4,1),
    "band" TEXT,
    "insufficient" BOOLEAN NOT NULL,
    "digest" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "department_score_pkey" PRIMARY KEY ("cycle","department","version")
);

-- What a recomputation found (I9); a row with mismatches is an alarm until a later one has none.
-- CreateTable
CREATE TABLE "review_check" (
    "id" BIGSERIAL NOT NULL,
    "cycle" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "checked" INTEGER NOT NULL,
    "mismatches" JSONB NOT NULL,

    CONSTRAINT "review_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "review_check_cycle_id_idx" ON "review_check"("cycle", "id");

-- Closed records that came from elsewhere, by their original ids; the same is never taken twice.
-- CreateTable
CREATE TABLE "imported_record" (
    "source" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "imported_record_pkey" PRIMARY KEY ("source","kind","external_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "imported_record_subject_key" ON "imported_record"("subject");

CREATE TRIGGER review_record_append_only BEFORE UPDATE OR DELETE ON review_record
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_input_append_only BEFORE UPDATE OR DELETE ON review_input
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_person_append_only BEFORE UPDATE OR DELETE ON review_person
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_correction_append_only BEFORE UPDATE OR DELETE ON review_correction
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_score_append_only BEFORE UPDATE OR DELETE ON review_score
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER department_score_append_only BEFORE UPDATE OR DELETE ON department_score
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What was over before it came here reaches nobody: no page, no webhook.
CREATE FUNCTION refuse_imported() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM imported_record WHERE subject = NEW.subject) THEN
    RAISE EXCEPTION 'nobody hears of the imported record %', NEW.subject
      USING ERRCODE = 'check_violation', CONSTRAINT = 'imported_silent';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER imported_silent BEFORE INSERT ON delivery
  FOR EACH ROW EXECUTE FUNCTION refuse_imported();
CREATE TRIGGER imported_silent BEFORE INSERT ON notice_delivery
  FOR EACH ROW EXECUTE FUNCTION refuse_imported();
CREATE TRIGGER imported_silent BEFORE INSERT ON webhook_delivery
  FOR EACH ROW EXECUTE FUNCTION refuse_imported();

-- Ratings are given after the rest was frozen, and have a seal of their own.
CREATE FUNCTION refuse_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM fresh JOIN review_freeze USING (cycle)
    WHERE CASE WHEN indicator = 'feedback' OR record LIKE 'form/%'
      THEN ratings_at ELSE sealed_at END IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'the inputs of the cycle are frozen: late data come by appeal only'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'review_frozen';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER review_record_frozen AFTER INSERT ON review_record
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen();

CREATE FUNCTION refuse_frozen_input() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM fresh JOIN review_freeze USING (cycle) WHERE sealed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the inputs of the cycle are frozen: late data come by appeal only'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'review_frozen';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER review_input_frozen AFTER INSERT ON review_input
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_input();
CREATE TRIGGER review_person_frozen AFTER INSERT ON review_person
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_input();

-- ── Indicators (5d, operations.md) ──────────────────────────────────────────────────────────────
-- One view each, all of one shape: whose record it is, when, how good it was (0 to 1), what it
-- weighs, and the record itself. An indicator without its view is not installed.

-- Nothing of practice counts, nor what was merged into another.
CREATE VIEW counted_incident AS
SELECT i.* FROM incident i
WHERE NOT i.drill AND i.closed_as IS DISTINCT FROM 'merged'
  AND NOT EXISTS (SELECT FROM uncounted u WHERE u.subject = i.id);

-- I1: exactly one person is accountable at every instant; before anybody is known to be, the one
-- who was paged first.
CREATE FUNCTION accountable_at(incident_id text, moment timestamptz, otherwise text)
RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT t."with" ->> 'person' FROM timeline t
      WHERE t.subject = incident_id AND t.occurred_at <= moment
        AND t.what IN ('incident.acknowledged', 'baton.accepted', 'baton.taken_over', 'baton.duty')
      ORDER BY t.seq DESC LIMIT 1),
    (SELECT d.person_id FROM delivery d
      WHERE d.subject = incident_id AND d.ladder = 'respond' ORDER BY d.no, d.after_s LIMIT 1),
    otherwise)
$$;

-- A clock that was moved into the past is no breach before a person looked (R11).
CREATE VIEW ended_clock AS
SELECT c.subject, c.obligation, c.start_at, c.due_at, c.stopped_at,
  coalesce(c.stopped_at <= c.due_at, false) AS kept,
  least(c.due_at, c.stopped_at) AS decided_at
FROM clock c
WHERE (c.stopped_at IS NOT NULL OR c.due_at < now())
  AND NOT coalesce(c.detail ?| array['unchecked', 'pausedSince'], false);

CREATE VIEW indicator_acknowledge AS
SELECT 'person'::text AS owner_kind, accountable_at(i.id, c.decided_at, i.holder_id) AS owner,
  c.start_at AS at, c.kept::int::numeric AS value, 1::numeric AS weight, i.id AS subject,
  'clock/acknowledge'::text AS record
FROM counted_incident i JOIN ended_clock c ON c.subject = i.id AND c.obligation = 'acknowledge';

CREATE VIEW indicator_restore AS
SELECT 'person'::text AS owner_kind, accountable_at(i.id, c.decided_at, i.holder_id) AS owner,
  c.start_at AS at, c.kept::int::numeric AS value, 1::numeric AS weight, i.id AS subject,
  'clock/restore'::text AS record
FROM counted_incident i JOIN ended_clock c ON c.subject = i.id AND c.obligation = 'restore'
WHERE i.closed_as IS DISTINCT FROM 'dismissed';

-- A notice that went, in time or not, and one that was missed and never went. A correction is owed
-- by nobody beforehand.
CREATE VIEW told_notice AS
SELECT n.incident_id AS subject, n.owed, coalesce(late.due_at, owed.due_at, n.sent_at) AS due_at,
  n.sent_at, late.due_at IS NULL AND n.sent_at <= coalesce(owed.due_at, n.sent_at) AS kept
FROM notice n
  CROSS JOIN LATERAL (
    SELECT to_timestamp((n.ref ->> 'dueAt')::numeric / 1000) AS due_at
  ) owed
  CROSS JOIN LATERAL (
    SELECT to_timestamp(min((t."with" ->> 'due')::numeric) / 1000) AS due_at FROM timeline t
    WHERE t.subject = n.incident_id AND t.what = 'notice.missed'
      AND t."with" ->> 'notice' = n.owed
  ) late
WHERE n.sent_at IS NOT NULL AND n.kind <> 'correction' AND NOT n.drill
UNION ALL
SELECT t.subject, t."with" ->> 'notice', to_timestamp(min((t."with" ->> 'due')::numeric) / 1000),
  NULL, false
FROM timeline t
WHERE t.what = 'notice.missed' AND NOT EXISTS (
  SELECT FROM notice n WHERE n.incident_id = t.subject AND n.owed = t."with" ->> 'notice'
    AND n.sent_at IS NOT NULL)
GROUP BY 1, 2;

CREATE VIEW indicator_notice AS
SELECT 'person'::text AS owner_kind,
  accountable_at(i.id, least(n.due_at, n.sent_at), i.holder_id) AS owner,
  n.due_at AS at, n.kept::int::numeric AS value, 1::numeric AS weight, i.id AS subject,
  'notice/' || n.owed AS record
FROM counted_incident i JOIN told_notice n ON n.subject = i.id;

-- The same fault, as the hard-fault track takes it: an alert of the same key, or the same service
-- and title, within seven days of the restoration.
CREATE VIEW restored_incident AS
SELECT i.*, coalesce(to_timestamp((i.view ->> 'restoredAt')::numeric / 1000), i.closed_at)
  AS restored_at
FROM counted_incident i WHERE i.closed_as = 'resolved';

CREATE VIEW indicator_repeat AS
SELECT 'person'::text AS owner_kind, accountable_at(i.id, i.restored_at, i.holder_id) AS owner,
  i.closed_at AS at,
  (EXISTS (
    SELECT FROM counted_incident j
    WHERE j.service_id = i.service_id AND j.title = i.title AND j.id <> i.id
      AND j.detected_at >= i.restored_at AND j.detected_at < i.restored_at + interval '7 days'
  ) OR EXISTS (
    SELECT FROM process_fact f JOIN process_fact g ON g.kind = 'alert' AND g.key = f.key
      JOIN counted_incident j ON j.id = g.subject AND j.id <> i.id
    WHERE f.subject = i.id AND f.kind = 'alert'
      AND j.detected_at >= i.restored_at AND j.detected_at < i.restored_at + interval '7 days'
  ))::int::numeric AS value,
  1::numeric AS weight, i.id AS subject, 'incident'::text AS record
FROM restored_incident i WHERE i.closed_at IS NOT NULL;

-- Work that is not over past its end is an overrun already; 15 minutes are allowed (5a).
CREATE VIEW indicator_maintenance AS
SELECT 'person'::text AS owner_kind, coalesce(w.created_by, w.approved_by) AS owner,
  w.ends_at AS at,
  (coalesce(w.finished_at, now()) <= w.ends_at + interval '15 minutes')::int::numeric AS value,
  1::numeric AS weight, w.id AS subject, 'window'::text AS record
FROM maintenance_window w
WHERE w.kind = 'maintenance' AND w.status <> 'cancelled' AND w.approved_at IS NOT NULL
  AND (w.finished_at IS NOT NULL OR w.ends_at + interval '15 minutes' < now());

-- Who graded first; time alone raising a level makes no first grade wrong.
CREATE VIEW indicator_grading AS
SELECT 'person'::text AS owner_kind,
  coalesce((SELECT f.data ->> 'by' FROM process_fact f WHERE f.subject = i.id
    AND f.kind = 'assessment' ORDER BY f.key LIMIT 1), i.holder_id) AS owner,
  i.closed_at AS at,
  (i.view #>> '{grading,first}' = i.view #>> '{grading,level}'
    OR coalesce((i.view #>> '{grading,raised}')::boolean, false))::int::numeric AS value,
  1::numeric AS weight, i.id AS subject, 'grading'::text AS record
FROM counted_incident i
WHERE i.closed_as = 'resolved' AND i.view #> '{grading,first}' IS NOT NULL;

-- Requests of other departments (R12): one that was bounced without acceptance, met with silence,
-- or rejected without need is late; one that is still within its time is none yet.
CREATE VIEW answered_leg AS
SELECT f.subject, (f.data ->> 'n')::int AS n, f.data ->> 'kind' AS kind,
  f.data ->> 'party' AS party, f.data ->> 'department' AS department,
  f.data ->> 'acceptedBy' AS accepted_by, f.data ->> 'about' AS about,
  to_timestamp((f.data ->> 'openedAt')::numeric / 1000) AS at,
  CASE f.data ->> 'priority' WHEN 'P1' THEN 4 WHEN 'P2' THEN 3 WHEN 'P3' THEN 2 ELSE 1 END AS weight,
  NOT coalesce((f.data ->> 'late')::boolean, false)
    AND NOT coalesce((f.data ->> 'notSustained')::boolean, false)
    AND coalesce((f.data ->> 'silences')::int, 0) = 0 AS kept
FROM process_fact f
WHERE f.kind = 'leg' AND f.data ->> 'kind' <> 'supplier' AND f.data ->> 'department' IS NOT NULL
  AND NOT coalesce((f.data ->> 'drill')::boolean, false)
  AND (f.data ->> 'acceptedAt' IS NOT NULL OR f.data ->> 'ended' IN ('rejected', 'bounced')
    OR coalesce((f.data ->> 'late')::boolean, false)
    OR coalesce((f.data ->> 'silences')::int, 0) > 0)
  AND NOT EXISTS (SELECT FROM uncounted u WHERE u.subject = f.subject)
  AND f.data ->> 'department' IS DISTINCT FROM (
    SELECT h.data ->> 'department' FROM process_fact h
    WHERE h.subject = f.subject AND h.kind = 'hold' AND h.key = '1');

CREATE VIEW indicator_responsiveness AS
SELECT 'department'::text AS owner_kind, l.department AS owner, l.at, l.kept::int::numeric AS value,
  l.weight::numeric AS weight, l.subject, 'leg/' || l.n AS record
FROM answered_leg l
UNION ALL
SELECT 'person', who.person, l.at, l.kept::int::numeric, l.weight::numeric, l.subject, 'leg/' || l.n
FROM answered_leg l CROSS JOIN LATERAL (
  SELECT CASE
    WHEN l.kind = 'person' THEN l.party
    WHEN l.kept THEN l.accepted_by
    ELSE coalesce((SELECT d.person_id FROM delivery d WHERE d.subject = l.subject
      AND d.ladder = 'leg' AND d.due_at >= l.at ORDER BY d.due_at, d.no, d.after_s LIMIT 1),
      l.accepted_by)
  END AS person
) who
WHERE who.person IS NOT NULL;

-- A case is joint where a department beside the incident's own had a leg in it (R12). Its number is
-- the same for every one of them. What it had none of is left out, and the rest of the marks stands
-- for the whole: domain/score/linkage.ts has the same rule.
CREATE VIEW joint_case AS
WITH member AS (
  SELECT i.id, i.department_id AS department FROM restored_incident i
    WHERE i.department_id IS NOT NULL
  UNION
  SELECT i.id, f.data ->> 'department' FROM restored_incident i
    JOIN process_fact f ON f.kind = 'leg' AND f.data ->> 'about' = i.id
    WHERE f.data ->> 'kind' <> 'supplier' AND f.data ->> 'department' IS NOT NULL
      AND NOT EXISTS (SELECT FROM uncounted u WHERE u.subject = f.subject)
),
joint AS (SELECT id, array_agg(department ORDER BY department) AS departments
  FROM member GROUP BY id HAVING count(*) > 1)
SELECT i.id, i.closed_at, joint.departments,
  (SELECT c.kept::int::numeric FROM ended_clock c
    WHERE c.subject = i.id AND c.obligation = 'restore') AS restored,
  (SELECT avg(n.kept::int) FROM told_notice n WHERE n.subject = i.id) AS notices,
  (NOT EXISTS (SELECT FROM timeline t WHERE t.subject = i.id
    AND t.what = 'incident.reopened'))::int::numeric AS not_reopened,
  (SELECT avg(k.kept::int) FROM promise_kept k JOIN process_row p ON p.id = k.subject
    WHERE p.about = i.id AND k.kind = 'action' AND k.kept IS NOT NULL) AS actions
FROM joint JOIN restored_incident i ON i.id = joint.id
WHERE i.closed_at IS NOT NULL;

CREATE VIEW indicator_joint AS
SELECT 'department'::text AS owner_kind, d.department AS owner, j.closed_at AS at,
  round((50 * coalesce(j.restored, 0) + 20 * coalesce(j.notices, 0) + 20 * j.not_reopened
    + 10 * coalesce(j.actions, 0))
    / (20 + CASE WHEN j.restored IS NULL THEN 0 ELSE 50 END
      + CASE WHEN j.notices IS NULL THEN 0 ELSE 20 END
      + CASE WHEN j.actions IS NULL THEN 0 ELSE 10 END), 6) AS value,
  1::numeric AS weight, j.id AS subject, 'joint'::text AS record
FROM joint_case j CROSS JOIN LATERAL unnest(j.departments) AS d(department);

-- Meetings held, actions closed, asks done, each by its date (R12); one whose time still runs is
-- neither kept nor broken.
CREATE VIEW indicator_kept AS
SELECT 'person'::text AS owner_kind, k.person AS owner, k.due AS at,
  k.kept::int::numeric AS value, 1::numeric AS weight, k.subject, 'promise/' || k.key AS record
FROM promise_kept k WHERE k.person IS NOT NULL AND k.kept IS NOT NULL
UNION ALL
SELECT 'department', k.department, k.due, k.kept::int::numeric, 1::numeric, k.subject,
  'promise/' || k.key
FROM promise_kept k WHERE k.department IS NOT NULL AND k.kept IS NOT NULL;

-- Ratings of 1 to 5 on events that were shared; whoever rates again rates anew. They stand for the
-- person, and for the department where a person has too few to show.
CREATE VIEW indicator_feedback AS
WITH given AS (
  SELECT DISTINCT ON (e.review_id, e.department_id) e.id, e.cycle_id, e.review_id, e.at, e.data
  FROM review_entry e WHERE e.kind = 'counterpart'
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

-- A form that a counterpart owes is a request like any other (4c): silence is late. Its weight is
-- that of P4, and it counts in the cycles of its own period.
CREATE VIEW answered_form AS
SELECT 'department'::text AS owner_kind, task.value ->> 'of' AS owner,
  to_timestamp((task.value ->> 'dueAt')::numeric / 1000) AS at,
  (task.value ->> 'outcome' IN ('given', 'no_dealings'))::int::numeric AS value,
  1::numeric AS weight, r.id AS subject, 'form/' || (task.value ->> 'of') AS record,
  c.period_from, c.period_until
FROM process_row r JOIN review_cycle c ON c.id = r.view ->> 'cycle'
  CROSS JOIN LATERAL jsonb_array_elements(r.view -> 'tasks') AS task(value)
WHERE r.process = 'review' AND task.value ->> 'kind' = 'counterpart'
  AND task.value ->> 'outcome' IN ('given', 'no_dealings', 'not_given', 'left_out')
  AND NOT r.drill;

CREATE VIEW indicator_drill AS
SELECT 'person'::text AS owner_kind, p.value ->> 'id' AS owner, d.closed_at AS at,
  round((d.view #>> '{score,marks}')::numeric / (d.view #>> '{score,possible}')::numeric, 6)
    AS value,
  1::numeric AS weight, d.id AS subject, 'drill'::text AS record
FROM process_row d CROSS JOIN LATERAL jsonb_array_elements(d.view -> 'participants') AS p(value)
WHERE d.process = 'drill' AND d.closed_at IS NOT NULL AND d.view ->> 'closedAs' = 'finished'
  AND (d.view #>> '{score,possible}')::numeric > 0;

-- The period is what a freeze reads by.
CREATE INDEX clock_obligation_start_at_idx ON clock (obligation, start_at);
CREATE INDEX incident_closed ON incident (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX process_fact_alert_key ON process_fact (key) WHERE kind = 'alert';
CREATE INDEX timeline_notice_missed ON timeline (subject) WHERE what = 'notice.missed';
