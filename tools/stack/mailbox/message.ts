/** A mail as the sink keeps it and as `GET /api/messages` gives it (api.md §6). */
export interface Message {
  /** Sorts by arrival. */
  id: string;
  /** Arrival, RFC 3339 in UTC. */
  at: string;
  from: string;
  /** The addresses it was handed in for, hidden copies included. */
  to: string[];
  subject: string;
  text: string;
  /** Empty when the mail has no HTML part. */
  html: string;
  /** By lower-case name; a repeated header's values are joined by ", ". */
  headers: Record<string, string>;
}
