import type { Announcement } from '../../domain/window/amend.js';
import type { FormatOptions } from './options.js';

/** What an event asks for: raise the work, say that somebody has it, say that it is over. */
export type IntakeAction = 'trigger' | 'acknowledge' | 'resolve';

/** How bad the source says it is; PagerDuty's four words (incidents.md §5). */
export type SourceSeverity = 'critical' | 'error' | 'warning' | 'info';

/** One event as Baton reads it from any source (R: api.md §2). */
export interface IntakeEvent {
  /**
   * The event's own id; tells a redelivery from a repeat. Where the source gives none it is a hash
   * of the entry, joined by the arrival time when the entry has no time of its own.
   */
  id: string;
  action: IntakeAction;
  /** At most 255 characters; a longer or unprintable one is `sha256:` and its SHA-256 in hex. */
  dedupKey: string;
  /** At most 1024 characters. */
  title: string;
  severity?: SourceSeverity;
  /** At most 8 KiB of UTF-8, cut with a visible mark. */
  description?: string;
  /** Name or reference as the source says it. */
  service?: string;
  site?: string;
  /** At most 64 entries; keys up to 128, values up to 1024 characters. */
  labels: Record<string, string>;
  /** At most 10, http and https only. */
  links: { href: string; text?: string }[];
  /** Epoch milliseconds; a time that can't be read is the arrival, with a note. */
  occurredAt?: number;
  /** What was read leniently. */
  notes: string[];
}

/** An entry that was understood and asks for nothing. */
export interface IgnoredEntry {
  reason: string;
  dedupKey?: string;
}

/** What one maintenance notice says of one window (api.md §2); the action `window`. */
export interface WindowNotice extends Announcement {
  /** Provider and maintenance id, bounded: what a window is known by. */
  dedupKey: string;
  provider: string;
  maintenanceId: string;
  account?: string | undefined;
  /** What was read leniently. */
  notes: string[];
}

export interface ParsedBody {
  events: IntakeEvent[];
  ignored: IgnoredEntry[];
  /** Only maintenance notices have them. */
  windows?: WindowNotice[];
}

/** A body that is not of the format says what was expected, and where (JSON pointer). */
export type ParseResult =
  { ok: true; body: ParsedBody } | { ok: false; expected: string; pointer?: string };

export interface IncomingBody {
  contentType?: string;
  headers: Record<string, string>;
  /** At most 1 MiB, checked by the route. */
  raw: Uint8Array;
  /** Epoch milliseconds. */
  arrivedAt: number;
}

/** Reads one body of a format (api.md §2). Never throws, whatever the bytes. */
export type FormatReader = (body: IncomingBody, options: FormatOptions) => ParseResult;
