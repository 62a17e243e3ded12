import { intakeLimits } from '../limits.js';
import { readMoment } from '../moment.js';
import type { IntakeAction, ParseResult } from '../event.js';
import { type Fields, asFields, firstText, flatten, listOf, own, textOf } from '../fields.js';
import { type EntryOutcome, manyEntries, placeOf } from '../reading.js';
import { type Reading, sealEvent } from '../seal.js';

const actionByStatus: Record<string, IntakeAction> = {
  firing: 'trigger',
  alerting: 'trigger',
  resolved: 'resolve',
  ok: 'resolve',
  normal: 'resolve',
};
const linkNames = {
  generatorURL: 'source',
  dashboardURL: 'dashboard',
  panelURL: 'panel',
  silenceURL: 'silence',
  imageURL: 'image',
};
const annotationLinks = ['runbook_url', 'runbook', 'dashboard_url', 'dashboard'];

/** What Alertmanager and Grafana say about the group beside its alerts. */
interface AlertGroup {
  fields: Fields;
  commonLabels: Fields | undefined;
  /** Read once, and no more of them than an event can carry. */
  commonPairs: [string, string][];
}

/**
 * Reads the alerts of one Alertmanager-shaped body: one event per alert with that alert's own
 * status, the group's where it has none, else by `endsAt` (api.md §2).
 */
export function readAlertGroup(fields: Fields, reading: Reading): ParseResult {
  const commonLabels = asFields(own(fields, 'commonLabels'));
  const group = { fields, commonLabels, commonPairs: firstPairs(commonLabels) };
  const result = manyEntries(listOf(own(fields, 'alerts')), (alert, index) =>
    readAlert({ alert: asFields(alert), index }, group, reading),
  );
  const truncated = Number(textOf(own(fields, 'truncatedAlerts')) ?? 0);
  if (result.ok && truncated > 0) {
    const reason = `${truncated} alerts were left out by the source (truncatedAlerts)`;
    result.body.ignored.push({ reason });
  }
  return result;
}

function readAlert(
  { alert, index }: { alert: Fields | undefined; index: number },
  group: AlertGroup,
  reading: Reading,
): EntryOutcome {
  const labels = asFields(own(alert, 'labels'));
  const key = textOf(own(alert, 'fingerprint')) ?? keyOfLabels(labels);
  if (key === undefined) {
    return {
      expected: 'an alert with a fingerprint or labels',
      pointer: `/alerts/${index}/labels`,
    };
  }
  const annotations = asFields(own(alert, 'annotations'));
  const label = (name: string) =>
    textOf(own(labels, name)) ?? textOf(own(group.commonLabels, name));
  const { action, note } = actionOf(alert, group, reading);
  const texts = textsOf(alert, annotations, label('alertname') ?? groupTitle(group) ?? key);
  const draft = {
    entry: alert,
    action,
    dedupKey: key,
    ...texts,
    severity: label('severity') ?? label('priority') ?? label('level'),
    ...placeOf(label, reading.options),
    labels: labelsOf(labels, group),
    links: linksOf(alert, annotations, group),
    at: own(alert, action === 'resolve' ? 'endsAt' : 'startsAt'),
    notes: note === undefined ? [] : [note],
  };
  return { event: sealEvent(draft, reading) };
}

function firstPairs(labels: Fields | undefined): [string, string][] {
  const pairs: [string, string][] = [];
  for (const pair of flatten(labels)) {
    if (pairs.length > intakeLimits.labelsMax) break;
    pairs.push(pair);
  }
  return pairs;
}

function* labelsOf(labels: Fields | undefined, group: AlertGroup): Generator<[string, string]> {
  yield* flatten(labels);
  for (const [name, value] of group.commonPairs) {
    if (own(labels, name) === undefined) yield [name, value];
  }
}

function keyOfLabels(labels: Fields | undefined): string | undefined {
  const pairs = Object.keys(labels ?? {})
    .sort()
    .map((name) => `${name}=${JSON.stringify(own(labels, name))}`);
  return pairs.length === 0 ? undefined : `{${pairs.join(',')}}`;
}

function actionOf(
  alert: Fields | undefined,
  group: AlertGroup,
  reading: Reading,
): { action: IntakeAction; note?: string } {
  const status =
    textOf(own(alert, 'status')) ??
    textOf(own(group.fields, 'status')) ??
    textOf(own(group.fields, 'state'));
  if (status === undefined) {
    const ended = readMoment(own(alert, 'endsAt'), { arrivedAt: reading.arrivedAt });
    const over = ended.kind === 'read' && ended.at <= reading.arrivedAt;
    return { action: over ? 'resolve' : 'trigger', note: 'no status: read by endsAt' };
  }
  const word = status.toLowerCase();
  if (Object.hasOwn(actionByStatus, word)) return { action: actionByStatus[word] ?? 'trigger' };
  return { action: 'trigger', note: `status "${status}" is not known and was read as firing` };
}

function textsOf(alert: Fields | undefined, annotations: Fields | undefined, named: string) {
  const summary = firstText(annotations, ['summary', 'title']);
  const described = firstText(annotations, ['description', 'message']);
  const values = textOf(own(alert, 'valueString'));
  const lines = [described, values].filter((line) => line !== undefined);
  return {
    title: summary ?? described?.split('\n')[0] ?? named,
    description: lines.length === 0 ? undefined : lines.join('\n'),
  };
}

function groupTitle(group: AlertGroup): string | undefined {
  return textOf(own(group.fields, 'title'));
}

function* linksOf(
  alert: Fields | undefined,
  annotations: Fields | undefined,
  group: AlertGroup,
): Generator<{ href: string | undefined; text: string }> {
  for (const name of annotationLinks) {
    yield { href: textOf(own(annotations, name)), text: name.replace('_url', '') };
  }
  for (const [name, text] of Object.entries(linkNames)) {
    yield { href: textOf(own(alert, name)), text };
  }
  yield { href: textOf(own(group.fields, 'externalURL')), text: 'sender' };
}
