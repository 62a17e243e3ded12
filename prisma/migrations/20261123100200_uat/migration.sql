-- What people hand in, by the hash of its bytes: files, and values as canonical JSON. Rows are
-- never changed; the same bytes are the same row.
CREATE TABLE content (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT,
  mime TEXT NOT NULL,
  size INTEGER NOT NULL,
  bytes BYTEA NOT NULL,
  created_by TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT content_pkey PRIMARY KEY (id),
  CONSTRAINT content_kind CHECK (kind IN ('file', 'value')),
  CONSTRAINT content_size CHECK (size = octet_length(bytes)),
  CONSTRAINT content_hash CHECK (
    id = left(translate(encode(sha256(bytes), 'base64'), '+/', '-_'), 22)
  )
);

-- Which subjects refer to it: who sees one of them may read it.
CREATE TABLE content_ref (
  content_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT content_ref_pkey PRIMARY KEY (content_id, subject),
  CONSTRAINT content_ref_content_id_fkey FOREIGN KEY (content_id) REFERENCES content (id)
    ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX content_ref_subject_idx ON content_ref (subject);

CREATE FUNCTION refuse_content_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'content % is never changed', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'content_immutable';
END $$;

CREATE TRIGGER content_immutable BEFORE UPDATE ON content
  FOR EACH ROW EXECUTE FUNCTION refuse_content_change();

-- R2: requirements keep all their versions; one of each key is current.
CREATE TABLE uat_requirement (
  handover_id TEXT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  is_current BOOLEAN NOT NULL DEFAULT true,
  source TEXT NOT NULL,
  text TEXT NOT NULL,
  priority TEXT NOT NULL,
  measure JSONB,
  withdrawn_why TEXT,
  created_by TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT uat_requirement_pkey PRIMARY KEY (handover_id, key, version),
  CONSTRAINT uat_requirement_source CHECK (source IN ('contract', 'presales', 'survey')),
  CONSTRAINT uat_requirement_priority CHECK (priority IN ('must', 'should', 'could'))
);
CREATE UNIQUE INDEX uat_requirement_current ON uat_requirement (handover_id, key) WHERE is_current;

CREATE TABLE uat_case (
  handover_id TEXT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  title TEXT NOT NULL,
  steps TEXT NOT NULL,
  expected TEXT NOT NULL,
  measure JSONB,
  updated_by TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL,
  updated_at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT uat_case_pkey PRIMARY KEY (handover_id, key)
);

-- Which version of a requirement a case was made for.
CREATE TABLE uat_cover (
  handover_id TEXT NOT NULL,
  case_key TEXT NOT NULL,
  requirement_key TEXT NOT NULL,
  requirement_version INTEGER NOT NULL,
  CONSTRAINT uat_cover_pkey PRIMARY KEY (handover_id, case_key, requirement_key),
  CONSTRAINT uat_cover_handover_id_case_key_fkey FOREIGN KEY (handover_id, case_key)
    REFERENCES uat_case (handover_id, key) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT uat_cover_handover_id_requirement_key_requirement_version_fkey
    FOREIGN KEY (handover_id, requirement_key, requirement_version)
    REFERENCES uat_requirement (handover_id, key, version) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX uat_cover_handover_id_requirement_key_idx ON uat_cover (handover_id, requirement_key);

-- Append-only: a case is run again, a run is never changed.
CREATE TABLE uat_run (
  id TEXT NOT NULL,
  n BIGSERIAL NOT NULL,
  handover_id TEXT NOT NULL,
  case_key TEXT NOT NULL,
  case_version INTEGER NOT NULL,
  result TEXT NOT NULL,
  measured DOUBLE PRECISION,
  note TEXT,
  evidence TEXT[] NOT NULL DEFAULT '{}',
  tester_id TEXT NOT NULL,
  witness_contact_id TEXT,
  witness_name TEXT,
  at TIMESTAMPTZ(3) NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT uat_run_pkey PRIMARY KEY (id),
  CONSTRAINT uat_run_result CHECK (result IN ('pass', 'fail', 'blocked')),
  CONSTRAINT uat_run_handover_id_case_key_fkey FOREIGN KEY (handover_id, case_key)
    REFERENCES uat_case (handover_id, key) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX uat_run_n_key ON uat_run (n);
CREATE INDEX uat_run_handover_id_case_key_n_idx ON uat_run (handover_id, case_key, n DESC);
