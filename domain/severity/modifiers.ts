import { raisedByDuration } from './duration.js';
import { raised, type Bilingual, type Level, type Modifiers } from './matrix.js';

/** What surrounds the trouble, beside its facts. */
export interface Circumstances {
  /** Within a major-event window. */
  majorEvent?: boolean | undefined;
  /** Seconds since the trouble was graded at its level. */
  elapsedS?: number | undefined;
  /** Known as a business interruption, whatever the criteria say. */
  interruption?: boolean | undefined;
  /** The same fault was here within the days of the standard. */
  repeated?: boolean | undefined;
  /** It comes from planned work that was approved. */
  plannedWork?: { overrunS: number; widerImpact: boolean } | undefined;
}

export interface AppliedModifier {
  kind: 'planned_work' | 'major_event' | 'duration' | 'repeat';
  from: Level;
  /** Null: not an incident. */
  to: Level | null;
  /** Counts for the review and not for handling. */
  reviewOnly: boolean;
  text: Bilingual;
}

export interface Modified {
  /** Null where no criterion is hit, or for planned work inside its window and impact. */
  level: Level | null;
  modifiers: AppliedModifier[];
  /** The level that the review goes by. */
  reviewLevel: Level | null;
  /** When time alone raises it next, in elapsed seconds. */
  nextRaise: { to: Level; afterS: number } | null;
}

/** Applies the modifiers of 5a (operations.md): planned work, event window, duration, repeat. */
export function modified(
  rules: Modifiers,
  computed: Level | null,
  around: Circumstances,
): Modified {
  if (computed === null) return { level: null, modifiers: [], reviewLevel: null, nextRaise: null };
  const { plannedWork, majorEvent, elapsedS = 0, interruption = false } = around;
  if (plannedWork && isInside(rules, plannedWork)) return noIncident(rules, computed);
  const applied: AppliedModifier[] = [];
  const event = majorEvent === true ? raised(computed, rules.majorEvent.raise) : computed;
  if (event !== computed) {
    applied.push({ ...handling('major_event', computed, event), text: rules.majorEvent.text });
  }
  const { level, next } = raisedByDuration(event, { elapsedS, interruption }, rules);
  if (level !== event) {
    applied.push({ ...handling('duration', event, level), text: rules.duration.text });
  }
  const reviewLevel = around.repeated === true ? raised(level, rules.repeat.raise) : level;
  if (reviewLevel !== level) {
    const line = handling('repeat', level, reviewLevel);
    applied.push({ ...line, reviewOnly: true, text: rules.repeat.text });
  }
  return { level, modifiers: applied, reviewLevel, nextRaise: next };
}

const handling = (kind: AppliedModifier['kind'], from: Level, to: Level | null) => ({
  kind,
  from,
  to,
  reviewOnly: false,
});

const isInside = (
  { plannedWork }: Modifiers,
  { overrunS, widerImpact }: NonNullable<Circumstances['plannedWork']>,
): boolean => !widerImpact && overrunS <= plannedWork.overrunMaxS;

const noIncident = (rules: Modifiers, computed: Level): Modified => ({
  level: null,
  modifiers: [{ ...handling('planned_work', computed, null), text: rules.plannedWork.text }],
  reviewLevel: null,
  nextRaise: null,
});
