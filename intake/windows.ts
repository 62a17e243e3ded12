import type { IgnoredEntry, IntakeEvent, WindowNotice } from '../contracts/intake/event.js';
import { sha256Of } from '../contracts/intake/text.js';
import { text } from '../contracts/text.js';
import type { Database } from '../records/database.js';
import { namesOf } from '../records/directory/columns.js';
import { markTold, settleFindings, windowsNamed, wordOf } from '../records/window/findings.js';
import { takeNotice } from '../records/window/take-notice.js';
import type { Intake, Source } from './admit.js';

export interface WindowDeps {
  database: Database;
  intake: Intake;
}

export interface AcceptedWindow {
  dedupKey: string;
  action: 'window';
  windowId: string;
  /** What was read leniently. */
  notes?: string[];
}

type Finding = Awaited<ReturnType<typeof settleFindings>>[number];

/** The search's own key space: no integration shares it. */
const source: Source = {
  id: 'windows',
  name: 'windows',
  format: 'maintnote',
  impactClass: 'none',
};

const described = async (database: Database, finding: Finding): Promise<string> => {
  const { firstId, secondId, legs, from, until } = finding;
  const windows = await windowsNamed(database, [firstId, ...(secondId === null ? [] : [secondId])]);
  const named = windows.map(({ title, provider, maintenanceId }) =>
    [title, provider, maintenanceId].filter(Boolean).join(' · '),
  );
  const values = {
    from: from.toISOString(),
    until: until.toISOString(),
    legs: legs.join(', '),
    windows: named.join('; '),
  };
  return [
    text('zh', 'window/conflict/detail', values),
    text('en', 'window/conflict/detail', values),
  ].join('\n');
};

const titleOf = (finding: Finding): string => {
  const names = namesOf(finding.name);
  return [
    text('zh', 'window/conflict/title', { pair: names.zh }),
    text('en', 'window/conflict/title', { pair: names.en }),
  ].join(' · ');
};

const eventOf = async (database: Database, finding: Finding): Promise<IntakeEvent> => {
  const word = wordOf(finding);
  const since = (finding.goneAt ?? finding.foundAt).getTime();
  return {
    id: `hash:${sha256Of(`${finding.key} ${word} ${since}`)}`,
    action: finding.goneAt ? 'resolve' : 'trigger',
    dedupKey: finding.key,
    title: titleOf(finding),
    severity: 'error',
    description: await described(database, finding),
    ...(finding.serviceId !== null && { service: finding.serviceId }),
    labels: {},
    links: [],
    notes: [],
  };
};

/**
 * Looks for windows over both legs of a pair and tells the intake what it has not heard: a finding
 * is an incident that somebody holds, one that is gone resolves it (incidents.md §4 item 13). What
 * the intake could not be told is told the next time. Answers how many words were said.
 */
export const tellConflicts = async (
  { database, intake }: WindowDeps,
  now: Date,
): Promise<number> => {
  const owed = await settleFindings(database, now);
  for (const finding of owed) {
    const admission = await intake.admit(source, await eventOf(database, finding));
    const incident = admission.kind === 'accepted' ? admission.incidentId : undefined;
    await markTold(database, finding, incident);
  }
  return owed.length;
};

export interface Notices {
  integration: string;
  windows: readonly WindowNotice[];
  raw: Uint8Array;
  /** Epoch milliseconds. */
  at: number;
}

/** Takes the notices of one body, then looks for what they overlap with. */
export const takeWindows = async (
  deps: WindowDeps,
  { integration, windows, raw, at }: Notices,
): Promise<{ accepted: AcceptedWindow[]; ignored: IgnoredEntry[] }> => {
  const sha256 = sha256Of(Buffer.from(raw).toString('utf8'));
  const accepted: AcceptedWindow[] = [];
  const ignored: IgnoredEntry[] = [];
  for (const notice of windows) {
    const { dedupKey } = notice;
    const sent = { integration, notice, sha256, at: new Date(at) };
    const taken = await takeNotice(deps.database, sent);
    if (taken.kind === 'ignored') ignored.push({ dedupKey, reason: taken.reason });
    else {
      const { id: windowId, notes } = taken;
      accepted.push({ dedupKey, action: 'window', windowId, ...(notes.length > 0 && { notes }) });
    }
  }
  await tellConflicts(deps, new Date(at));
  return { accepted, ignored };
};
