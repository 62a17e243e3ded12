/**
 * Every code that Baton answers with, and its HTTP status. Title and sentence are in
 * `texts/errors.ts`; each code has a section in docs/errors.md. Codes never change their meaning.
 */
export const errorStatus = {
  bad_request: 400,
  invalid_field: 400,
  unknown_field: 400,
  malformed_json: 400,
  invalid_cursor: 400,
  invalid_idempotency_key: 400,
  unsupported_body: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_holder: 403,
  not_found: 404,
  method_not_allowed: 405,
  not_acceptable: 406,
  wrong_state: 409,
  already_held: 409,
  no_offer: 409,
  conflict: 409,
  idempotency_in_progress: 409,
  link_used: 410,
  link_expired: 410,
  stale_version: 412,
  body_too_large: 413,
  unsupported_media_type: 415,
  header_too_large: 431,
  idempotency_mismatch: 422,
  rule_violation: 422,
  unknown_reference: 422,
  time_in_past: 422,
  time_too_far: 422,
  impossible_order: 422,
  interruption_not_snoozable: 422,
  no_such_rung: 422,
  same_subject: 422,
  service_cannot_hold: 422,
  in_use: 422,
  version_required: 428,
  rate_limited: 429,
  too_many_streams: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** Whether a code that came over a boundary, such as the engine's, is one of the catalogue. */
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorStatus, code);
