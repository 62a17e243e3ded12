import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { onCallAnswer } from '../../../contracts/directory/lookups.js';
import type { personAnswer } from '../../../contracts/directory/people.js';
import type {
  deliveryAnswer,
  incident,
  ladderAnswer,
  timelineEntry,
} from '../../../contracts/incident/answers.js';
import { text } from '../../../contracts/text.js';
import type { Message } from '../../stack/mailbox/message.js';
import { eventually } from '../expect.js';
import type { Answer, Scene } from '../scene.js';
import type { Story } from '../story.js';

type Incident = z.output<typeof incident>;
type Ladder = z.output<typeof ladderAnswer>;
type Person = z.output<typeof personAnswer>;

interface Night {
  scene: Scene;
  /** Where the demo source posts. */
  intake: string;
  dedupKey: string;
  title: string;
  startedAt: number;
}

interface Paged extends Night {
  id: string;
  number: string;
  onCall: Person;
  mail: Message;
}

const admin = 'admin';
const path = (id: string): string => `/api/v1/incidents/${id}`;
const statusOf = (answer: Answer): string => `${answer.status} ${answer.text}`;

/** An alert at night, from the source's POST to a closed incident. */
export const firstNight: Story = {
  title: {
    zh: '第一夜：从一条告警到关闭的事件',
    en: 'The first night: from an alert to a closed incident',
  },
  play: async (scene) => {
    const night = await begin(scene);
    const id = await alertArrives(night);
    const paged = await pageArrives(night, id);
    await linkConfirms(paged);
    await ladderIsSilent(paged);
    await secondPersonIsRefused(paged);
    await restoreAndVerify(paged);
    await closeAndTell(paged);
    await nobodyElseWasPaged(paged);
  },
};

async function begin(scene: Scene): Promise<Night> {
  const { items } = await scene.read<{ items: { id: string; name: string; format: string }[] }>(
    '/api/v1/integrations?limit=100',
    { as: admin },
  );
  const demo = items.find(({ name, format }) => name === 'demo' && format === 'generic');
  scene.expect({ zh: '有名为 demo 的接入', en: 'there is the integration demo' }, items, !!demo);
  const setup = await scene.ask(`/api/v1/integrations/${demo?.id}/setup`, { as: admin });
  const intake = /\/in\/[0-9a-f]{32}/.exec(setup.text)?.[0] ?? '';
  scene.expect({ zh: '接入说明给出地址', en: 'its setup names the address' }, setup.text, !!intake);
  const mark = randomBytes(4).toString('hex');
  const title = `Core switch unreachable (${mark})`;
  return { scene, intake, dedupKey: `tour-${mark}`, title, startedAt: Date.now() };
}

async function alertArrives({ scene, intake, dedupKey, title }: Night): Promise<string> {
  scene.step({ zh: '监控发来一条严重告警', en: 'Monitoring posts a critical alert' });
  const body = { action: 'trigger', title, dedupKey, severity: 'critical' };
  const answer = await scene.ask(intake, { method: 'POST', body });
  const accepted = (answer.json as { accepted?: { incidentId?: string }[] } | undefined)?.accepted;
  const id = accepted?.[0]?.incidentId ?? '';
  scene.expect(
    { zh: '应答 202，并给出事件标识', en: 'the answer is 202 and names the incident' },
    statusOf(answer),
    answer.status === 202 && id !== '',
  );
  return id;
}

async function pageArrives(night: Night, id: string): Promise<Paged> {
  const { scene, startedAt } = night;
  scene.step({ zh: '值班人被呼叫', en: 'The person on call is paged' });
  const known = await eventually(`${path(id)} → 200`, async () => {
    const answer = await scene.ask(path(id), { as: admin });
    return answer.status === 200 ? (answer.json as Incident) : undefined;
  });
  const number = known.number ?? '';
  const onCall = await personOnCall(scene, id);
  const to = onCall.email ?? '';
  const mail = await eventually(`mail to ${to} about ${number}`, async () =>
    (await scene.mails({ to, since: startedAt })).find(({ subject }) => subject.includes(number)),
  );
  scene.expect(
    { zh: `邮件到了 ${to}`, en: `the mail is with ${to}` },
    mail.to,
    mail.to.includes(to),
  );
  const { language } = onCall;
  const severity = text(language, 'page/severity/critical');
  const due = text(language, 'page/label/due');
  scene.expect(
    { zh: '邮件写明编号、级别、确认时限', en: 'it names number, severity and due time' },
    `${mail.subject}\n${mail.text}`,
    mail.subject.includes(number) &&
      mail.text.includes(severity) &&
      new RegExp(`${due}.*\\d{2}:\\d{2}`).test(mail.text),
  );
  return { ...night, id, number, onCall, mail };
}

async function personOnCall(scene: Scene, id: string): Promise<Person> {
  const ladder = await scene.read<Ladder>(`${path(id)}/ladder`, { as: admin });
  const schedule = ladder.rungs[0]?.targets.find(({ kind }) => kind === 'schedule')?.id;
  const { onCall } = await scene.read<z.output<typeof onCallAnswer>>(
    `/api/v1/lookup/oncall?schedule=${schedule}`,
    { as: admin },
  );
  scene.expect({ zh: '第 1 级有人值班', en: 'somebody is on call for rung 1' }, ladder, !!onCall);
  return scene.read<Person>(`/api/v1/people/${onCall?.id}`, { as: admin });
}

async function linkConfirms({ scene, mail, id, onCall }: Paged): Promise<void> {
  scene.step({ zh: '打开邮件里的链接', en: 'The link of the mail is opened' });
  const link = /https?:\/\/\S+\/a\/[\w-]+/.exec(mail.text)?.[0] ?? '';
  const page = await scene.ask(link);
  scene.expect(
    { zh: 'GET 只显示确认页', en: 'GET shows a page that asks to confirm' },
    statusOf(page),
    page.status === 200 && /<form[^>]*method="post"/.test(page.text),
  );
  const before = await scene.read<Incident>(path(id), { as: admin });
  scene.expect(
    { zh: 'GET 没有确认任何事', en: 'GET acknowledged nothing' },
    before.stage,
    before.stage === 'detected' && before.acknowledgedAt === undefined,
  );
  const confirmed = await scene.ask(link, { method: 'POST' });
  scene.expect(
    { zh: 'POST 确认成功', en: 'POST confirms' },
    statusOf(confirmed),
    confirmed.status === 200,
  );
  const after = await eventually('stage responding', async () => {
    const now = await scene.read<Incident>(path(id), { as: admin });
    return now.stage === 'responding' ? now : undefined;
  });
  scene.expect(
    { zh: `事件由 ${onCall.name} 确认并持有`, en: `${onCall.name} acknowledged and holds it` },
    { holder: after.holder, promise: after.promise },
    after.holder.person === onCall.id && after.promise?.by === onCall.id,
  );
}

async function ladderIsSilent({ scene, id }: Paged): Promise<void> {
  scene.step({ zh: '阶梯安静下来', en: 'The ladder falls silent' });
  const ladder = await scene.read<Ladder>(`${path(id)}/ladder`, { as: admin });
  const { promise } = await scene.read<Incident>(path(id), { as: admin });
  scene.expect(
    { zh: '承诺有效期内没有下一级到期', en: 'no rung comes due while the promise lasts' },
    { heldUntil: ladder.heldUntil, next: ladder.next, promise },
    promise !== undefined &&
      ladder.heldUntil === promise.until &&
      ladder.rungs.filter(({ state }) => state === 'fired').length === 1,
  );
  const { items } = await scene.read<{ items: z.output<typeof deliveryAnswer>[] }>(
    `${path(id)}/deliveries?limit=100`,
    { as: admin },
  );
  scene.expect(
    { zh: '没有仍待发出的呼叫', en: 'no page waits to be sent' },
    items.map(({ state }) => state),
    items.every(({ state }) => state !== 'pending' && state !== 'waiting'),
  );
}

async function secondPersonIsRefused({ scene, id, onCall }: Paged): Promise<void> {
  const other = ['per_sun_hao', 'per_chen_jie'].find((person) => person !== onCall.id) ?? '';
  scene.step({ zh: `${other} 也想确认`, en: `${other} tries to acknowledge too` });
  const refused = await scene.ask(`${path(id)}/acknowledge`, {
    as: other,
    method: 'POST',
    body: {},
  });
  const { code, detail = '' } = (refused.json ?? {}) as { code?: string; detail?: string };
  scene.expect(
    {
      zh: '被拒绝：409 already_held，并写明持有人和 assign',
      en: 'refused: 409 already_held, naming the holder and assign',
    },
    statusOf(refused),
    refused.status === 409 &&
      code === 'already_held' &&
      detail.includes(onCall.name) &&
      detail.includes('assign'),
  );
}

async function restoreAndVerify(paged: Paged): Promise<void> {
  const { scene, id, onCall, intake, dedupKey, title } = paged;
  scene.step({ zh: '持有人宣布恢复', en: 'The holder declares it restored' });
  const body = { how: 'Restarted the supervisor module' };
  const restored = await scene.read<Incident>(`${path(id)}/restore`, {
    as: onCall.id,
    method: 'POST',
    body,
  });
  scene.expect(
    { zh: '已恢复', en: 'it is restored' },
    restored.stage,
    restored.stage === 'restored',
  );
  scene.step({ zh: '监控也报告恢复', en: 'Monitoring reports recovery too' });
  const resolve = { action: 'resolve', title, dedupKey };
  const answer = await scene.ask(intake, { method: 'POST', body: resolve });
  scene.expect(
    { zh: '应答 202', en: 'the answer is 202' },
    statusOf(answer),
    answer.status === 202,
  );
  await eventually('stage observing', async () => {
    const now = await scene.read<Incident>(path(id), { as: admin });
    return now.stage === 'observing' ? now : undefined;
  });
  const { items } = await scene.read<{ items: z.output<typeof timelineEntry>[] }>(
    `${path(id)}/timeline?limit=100`,
    { as: admin },
  );
  const verified = items.find(({ what }) => what === 'incident.verified');
  scene.expect(
    { zh: '恢复已由监控验证', en: 'monitoring verified the recovery' },
    items.map(({ what }) => what),
    verified?.with?.['verifiedBy'] === 'monitoring',
  );
}

async function closeAndTell({ scene, id, number, onCall, title }: Paged): Promise<void> {
  scene.step({ zh: '持有人关闭事件', en: 'The holder closes it' });
  const closed = await scene.read<Incident>(`${path(id)}/close`, {
    as: onCall.id,
    method: 'POST',
    body: {},
  });
  scene.expect({ zh: '已关闭', en: 'it is closed' }, closed.stage, closed.stage === 'closed');
  const { language } = scene;
  scene.step({ zh: `npx baton incident show ${number}`, en: `npx baton incident show ${number}` });
  const shown = await scene.baton(admin, ['incident', 'show', number, '--lang', language]);
  console.log(shown.output.replace(/^/gm, '    '));
  const causes = [
    text(language, 'cli/cause/rung', {
      ladder: text(language, 'cli/cause/ladders/respond'),
      rung: 1,
    }),
    text(language, 'cli/cause/link', { verb: 'acknowledge' }),
    text(language, 'cli/cause/command', { verb: 'restore' }),
    text(language, 'cli/cause/command', { verb: 'close' }),
  ];
  const missing = [title, onCall.name, ...causes].filter((part) => !shown.output.includes(part));
  scene.expect(
    { zh: '命令行讲出全部经过与起因', en: 'the command tells the whole story with its causes' },
    `exit ${shown.code}, without ${missing.join(', ') || 'nothing'}`,
    shown.code === 0 && missing.length === 0,
  );
  const chain = await scene.baton(admin, ['verify', 'timeline', number, '--lang', language]);
  scene.expect(
    { zh: '时间线链完整', en: 'the chain of the timeline holds' },
    `exit ${chain.code}: ${chain.output}`,
    chain.code === 0,
  );
}

async function nobodyElseWasPaged({ scene, number, startedAt }: Paged): Promise<void> {
  scene.step({ zh: '数一数邮件', en: 'The mails are counted' });
  const mails = (await scene.mails({ since: startedAt })).filter(({ subject }) =>
    subject.includes(`[${number}]`),
  );
  scene.expect(
    { zh: '整夜只有一封呼叫邮件', en: 'one page went out in the whole night' },
    mails.map(({ to, subject }) => `${to.join(', ')}: ${subject}`),
    mails.length === 1,
  );
}
