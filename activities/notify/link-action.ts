import type { ProcessName } from '../../contracts/names.js';

/** What each process lets a person do from a mail: by the reason of the page, or for all of them. */
const actions: Partial<Record<ProcessName, Record<string, string | undefined>>> = {
  incident: {
    rung: 'acknowledge',
    gap: 'acknowledge',
    restore_overdue: 'acknowledge',
    wait_over: 'acknowledge',
    promise_lapsed: 'acknowledge',
  },
  escalation: { asked: 'accept', unanswered: 'accept', gap: 'accept' },
};

/**
 * The command that the one-time link of a page gives, if any: an offer is accepted and a recovery
 * verified where their facts are seen, only the rest is acknowledged from a mail.
 */
export const linkAction = (process: ProcessName, reason: string): string | undefined =>
  actions[process]?.[reason];
