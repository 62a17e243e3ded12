import type { Handover } from '../../../domain/handover/process.js';
import {
  cast,
  handoverStart,
  readingsAt,
  session,
  submitting,
  survey,
  trialWork,
  wholeTrace,
} from '../../support/handover-start.js';
import { scenario, type Begin, type Play, type Scenario } from '../play.js';

const dayMinutes = 24 * 60;

const handover = (): Begin<Handover> => {
  const input = handoverStart();
  return { id: input.id, input };
};

const advance = async ({ ask, now }: Play<Handover>, by = cast.dan): Promise<void> => {
  await ask({ type: 'advance', readings: readingsAt(await now()) }, by);
};

const keysOf = ({ input }: Play<Handover>): string[] => input.checklist.items.map(({ key }) => key);

const prepare = async (play: Play<Handover>): Promise<void> => {
  for (const command of survey) await play.ask(command, cast.dan);
  await advance(play);
};

const discloseAll = async (play: Play<Handover>): Promise<void> => {
  await play.ask(submitting(keysOf(play)), cast.dan);
  await advance(play);
};

const verifyAll = async (play: Play<Handover>): Promise<void> => {
  await play.ask({ type: 'verify', keys: keysOf(play) }, cast.olga);
  await advance(play, cast.olga);
};

const toTrial = async (play: Play<Handover>): Promise<void> => {
  await prepare(play);
  await discloseAll(play);
  await verifyAll(play);
  await advance(play, cast.uma);
  await advance(play);
  await play.ask(session, cast.dan);
  await advance(play);
};

const signAll = async ({ ask, now, world, id }: Play<Handover>): Promise<void> => {
  const sheet = world.sheets.findLast((hash) => hash.includes(id)) ?? '';
  const readings = readingsAt(await now());
  const sign = { type: 'sign', decision: 'accept', sheet, readings } as const;
  await ask({ ...sign, party: 'ops' }, cast.otto);
  await ask({ ...sign, party: 'delivery' }, cast.dora);
  await ask({ ...sign, party: 'customer' }, cast.customer);
};

/** From the order to the end of the warranty, with a trial that a fault restarted. */
const whole = scenario<Handover>('handover', handover, async (play) => {
  const { ask, tell, pass, reads, now } = play;
  await toTrial(play);
  await pass(dayMinutes);
  await tell({ type: 'fault', incident: 'inc_1', level: 'P2', at: await now(), cause: 'delivery' });
  for (const [command, by] of trialWork('drl_1')) await ask(command, by);
  await pass(3 * dayMinutes);
  await advance(play);
  await reads('handover.signature_asked');
  await signAll(play);
  for (const day of [30, 60, 90] as const) {
    await pass(30 * dayMinutes - 60);
    await ask({ type: 'warranty_check', day, findings: [] }, cast.olga);
  }
  await pass(4 * 60).catch(() => undefined);
});

/** Three loops, the heads' meeting, a forced takeover that ends, and the cancellation. */
const loops = scenario<Handover>('handover', handover, async (play) => {
  const { ask, pass, reads, now } = play;
  await prepare(play);
  await ask({ type: 'requirements_changed', count: 2, trace: wholeTrace }, cast.uma);
  await discloseAll(play);
  const items = [{ key: 'B1', reason: 'no clause named' }];
  await ask({ type: 'reject_items', items }, cast.olga);
  for (let loop = 0; loop < 2; loop += 1) {
    await ask(submitting(['B1']), cast.dan);
    await advance(play);
    await ask({ type: 'reject_items', items }, cast.olga);
  }
  await ask({ type: 'heads_met', text: 'the contract is amended' }, cast.otto);
  const standing = { departments: [], executive: true as const };
  const until = (await now()) + 2 * 86_400_000;
  await ask({ type: 'takeover', to: 'olga', reason: 'go-live', until, standing }, cast.chief);
  await pass(3 * dayMinutes);
  await reads('handover.takeover_over');
  await ask({ type: 'cancel', reason: 'order withdrawn' }, cast.dora);
});

export const handovers: Record<string, Scenario> = {
  'handover-whole': whole,
  'handover-loops': loops,
};
