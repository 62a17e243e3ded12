import type { EgressAnswer } from '../egress/egress.js';
import type { Outcome } from './channel.js';
import { httpOutcome, jsonObject } from './http-outcome.js';

/** What the code in a group robot's answer says; robots answer 200 to a refusal too. */
interface RobotVerdict {
  code: number;
  text: string;
}

export interface RobotRules {
  /** Reads code and text of the answer's JSON; undefined when it carries no code. */
  verdict(body: Record<string, unknown>): RobotVerdict | undefined;
  /** How long the robot stays mute, for codes that mean "too often"; else undefined. */
  muteMs(verdict: RobotVerdict, headers: Record<string, string>): number | undefined;
  /** Codes that will be the same next time: wrong key, signature, keyword, content. */
  hopeless(verdict: RobotVerdict): boolean;
}

const reasonMaxChars = 200;

/**
 * Delivered only on a 2xx whose code is 0. A code nobody knows, or a 200 that is not the robot's
 * JSON (a proxy's login page), is tried again: a page is better repeated than lost.
 */
export function robotOutcome(answer: EgressAnswer, rules: RobotRules, now: number): Outcome {
  if (answer.kind !== 'answered') return httpOutcome(answer, now);
  const json = jsonObject(answer.body);
  const verdict = json === undefined ? undefined : rules.verdict(json);
  const byStatus = httpOutcome(answer, now);
  if (verdict !== undefined && verdict.code !== 0) {
    const reason = `code ${verdict.code}: ${verdict.text.slice(0, reasonMaxChars)}`;
    const afterMs = rules.muteMs(verdict, answer.headers);
    if (afterMs !== undefined) return { kind: 'retry', reason, afterMs };
    if (rules.hopeless(verdict)) return { kind: 'rejected', reason };
    if (byStatus.kind === 'delivered') return { kind: 'retry', reason };
  }
  if (byStatus.kind !== 'delivered' || verdict !== undefined) return byStatus;
  return { kind: 'retry', reason: 'the answer is not one of a robot' };
}

/** The `errcode`/`errmsg` pair that DingTalk and WeCom share. */
export function errcodeVerdict(body: Record<string, unknown>): RobotVerdict | undefined {
  const { errcode, errmsg } = body;
  return typeof errcode === 'number' ? { code: errcode, text: String(errmsg ?? '') } : undefined;
}
