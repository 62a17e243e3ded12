/** Epoch milliseconds, UTC. A machine never reads a clock: time reaches it only as `now`. */
export type Instant = number;

/** The plain data a process consists of; every member must survive JSON. */
export interface Process {
  input: unknown;
  state: { v: number; rules: number };
  view: unknown;
  outcome: unknown;
  asked: { type: string };
  reported: { type: string };
  told: { type: string };
  effect: { kind: string; id: string };
}

/** Who caused a change. `person` is the id that can hold a baton; a service or a link has none or borrows one. */
export interface Actor {
  kind: 'user' | 'apiKey' | 'integration' | 'system' | 'link';
  id: string;
  person?: string;
  /** May act for the holder: ops lead or admin over the subject. */
  lead?: true;
}

/** The process itself, when time or a report moved it. */
export const system: Actor = { kind: 'system', id: 'baton' };

/** One timeline line, at most 4 KiB as JSON. `what` is a key of the text catalogue, `with` its values. */
export interface Entry {
  at: Instant;
  actor: Actor;
  what: string;
  with?: Record<string, string | number | boolean | null>;
  /** What made it happen: the id of an effect, a rung (`respond/1`), an update or an alert. */
  cause?: string;
}

/** Why a command is not taken: a code of the error catalogue and the facts its sentence needs. */
export interface Refusal {
  code: string;
  with?: Record<string, string | number | string[]>;
}

/** A row beside the view that grows with the subject, such as one alert; upserted by kind and key. */
export interface Fact {
  kind: string;
  key: string;
  data: Record<string, string | number | boolean | null>;
}

export interface Step<P extends Process> {
  state: P['state'];
  effects: P['effect'][];
  entries: Entry[];
  facts?: Fact[];
  /** True when nothing a reader sees changed, so that no projection is owed. */
  quiet?: boolean;
}

/** A person's command together with who gave it. */
export type Asked<P extends Process> = P['asked'] & { by: Actor };

export type Command<P extends Process> = Asked<P> | P['reported'] | P['told'];

/** A process as pure rules: no I/O, no clock, no engine (architecture.md §1, machine.md §1). */
export interface Machine<P extends Process> {
  /** The newest version of its rules; 1 where there is one only. */
  rules?: number;
  /** `rules`: by which version it lives, the newest unless told otherwise. */
  begin(input: P['input'], now: Instant, rules?: number): Step<P>;
  /** A run that continues moves to a newer version of the rules (machine.md §3). */
  adopt?(state: P['state'], rules: number): P['state'];
  /** Whether a person's command may be taken now; the update validator. Must not mutate. */
  check(state: P['state'], command: Asked<P>, now: Instant): Refusal | undefined;
  apply(state: P['state'], command: Command<P>, now: Instant): Step<P>;
  /** The next instant at which `tick` would do something; undefined only when nothing is open. */
  nextDue(state: P['state']): Instant | undefined;
  /** Does everything due by `now`, in due order, each at its own due time (I3). */
  tick(state: P['state'], now: Instant): Step<P>;
  /** Whether an effect not yet handed out is still wanted (I4). */
  wanted(state: P['state'], effect: P['effect']): boolean;
  /** The report of an effect whose hands gave up. */
  failed(effect: P['effect'], why: string): P['reported'];
  view(state: P['state']): P['view'];
  /** Defined once the process may end. */
  outcome(state: P['state']): P['outcome'] | undefined;
}
