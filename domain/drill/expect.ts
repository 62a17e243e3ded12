import type { Entry } from '../machine.js';
import type { Expectation } from './scenario.js';

/** What a line says, as far as proving goes. */
export type Saying = Pick<Entry, 'what' | 'with' | 'actor'>;

/** Which lines are about an expectation, and which of them meet it. */
export interface Proof {
  about: (line: Saying) => boolean;
  right: (line: Saying) => boolean;
}

/** Every line that can prove something; the hands read no others. */
export const provingLines: readonly string[] = [
  'incident.acknowledged',
  'incident.graded',
  'incident.downgrade_confirmed',
  'incident.mitigated',
  'incident.note',
  'incident.restored',
  'incident.verified',
  'notice.sent',
  'notice.blocked',
  'escalation.asked',
];

const isPersons = ({ actor }: Saying): boolean => actor.person !== undefined;

/** A person said one of these. */
const bySomebody =
  (...what: string[]) =>
  (line: Saying): boolean =>
    isPersons(line) && what.includes(line.what);

const always = (): boolean => true;

/** `customer/first/1` → `first`. */
const stageOf = ({ with: values }: Saying): string | undefined =>
  String(values?.['notice'] ?? '').split('/')[1];

/** Which timeline lines prove what a drill asks for; the script's own words prove nothing. */
export const proofOf = (expect: Expectation): Proof => {
  switch (expect.kind) {
    case 'acknowledged':
      return { about: bySomebody('incident.acknowledged'), right: always };
    case 'graded':
      return {
        about: bySomebody('incident.graded', 'incident.downgrade_confirmed'),
        right: ({ with: values }) => values?.['level'] === expect.level,
      };
    case 'noticed':
      return {
        about: (line) =>
          ['notice.sent', 'notice.blocked'].includes(line.what) && stageOf(line) === expect.stage,
        right: ({ what }) => what === 'notice.sent',
      };
    case 'escalated':
      return {
        about: bySomebody('escalation.asked'),
        right: ({ with: values }) => values?.['kind'] === expect.to,
      };
    case 'noted':
      return { about: bySomebody('incident.note'), right: always };
    case 'mitigated':
      return { about: bySomebody('incident.mitigated'), right: always };
    case 'restored':
      return { about: bySomebody('incident.restored'), right: always };
    case 'verified':
      return { about: bySomebody('incident.verified'), right: always };
  }
};
