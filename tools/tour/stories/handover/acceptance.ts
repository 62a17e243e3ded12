import {
  delivery,
  deliveryHead,
  engineer,
  give,
  now,
  opsHead,
  opsOwner,
  path,
  signerBox,
  within,
  type Desk,
} from './desk.js';

const linkShape = /https?:\/\/\S+\/s\/[\w-]+/;
const linesShown = 40;

/** The sheet to sign, on the command line and as a page. */
export async function sheetShown(desk: Desk): Promise<void> {
  const { scene, number } = desk;
  scene.step({ zh: '验收单', en: 'The acceptance sheet' });
  await within(60, 'a frozen sheet', async () => (await now(desk)).acceptance?.sheet);
  const printed = await scene.baton(engineer, [
    ...['handover', 'sheet', number, '--lang', scene.language],
  ]);
  scene.show(printed.output.split('\n').slice(0, linesShown).join('\n').trimEnd());
  const page = await scene.ask(`${path(desk)}/sheet?lang=${scene.language}`, { as: engineer });
  const title = scene.language === 'zh' ? '验收单' : 'Acceptance sheet';
  scene.expect(
    { zh: '验收单可打印，含各项结论', en: 'it can be printed, with the verdict of each item' },
    page.status,
    printed.code === 0 && page.status === 200 && page.text.includes(title),
  );
}

/** The customer's signer gets a link of their own by mail. */
export async function asked(desk: Desk): Promise<string> {
  const { scene, number, startedAt } = desk;
  scene.step({ zh: '请三方签署', en: 'Three parties are asked to sign' });
  const mail = await within(60, `the signer's mail about ${number}`, async () =>
    (await scene.mails({ to: signerBox, since: startedAt })).find(
      ({ subject, text }) => subject.includes(number) && linkShape.test(text),
    ),
  );
  scene.show(`→ ${mail.to.join(', ')}`, mail.subject);
  const link = linkShape.exec(mail.text)?.[0] ?? '';
  const page = await scene.ask(link);
  const { acceptance } = await now(desk);
  scene.expect(
    {
      zh: '打开链接只显示验收单，不会签署',
      en: 'opening the link shows the sheet and signs nothing',
    },
    { status: page.status, acceptance },
    page.status === 200 && page.text.includes('<form') && acceptance?.signatures.length === 0,
  );
  return link;
}

const decide = (link: string, decision: string): Promise<Response> =>
  fetch(link, { method: 'POST', body: new URLSearchParams({ decision }) });

/** Both heads and the customer sign the same sheet; then the baton is operations'. */
export async function accepted(desk: Desk, link: string): Promise<void> {
  const { scene } = desk;
  const { acceptance } = await now(desk);
  const sheet = acceptance?.sheet ?? '';
  for (const [person, party] of [
    [opsHead, 'ops'],
    [deliveryHead, 'delivery'],
  ] as const) {
    const after = await give(desk, person, ['sign', { party, decision: 'accept', sheet }]);
    scene.expect(
      {
        zh: `${party === 'ops' ? '运维' : '交付'}负责人签署；接力棒仍在交付`,
        en: `the head of ${party} signs; delivery still holds it`,
      },
      after.acceptance,
      after.holder.person === delivery,
    );
  }
  const signed = await decide(link, 'accept');
  scene.expect({ zh: '客户签署', en: 'the customer signs' }, signed.status, signed.status === 200);
  const again = await decide(link, 'accept');
  scene.expect(
    { zh: '同一链接不能用第二次', en: 'the same link works no second time' },
    again.status,
    again.status === 410,
  );
  const over = await within(30, 'the warranty', async () => {
    const one = await now(desk);
    return one.stage === 'warranty' ? one : undefined;
  });
  scene.expect(
    {
      zh: `三方签署同一张验收单：进入质保，接力棒到运维 ${over.holder.name ?? ''} 手里`,
      en: `three signatures over one sheet: warranty, and ${over.holder.name ?? ''} of operations holds it`,
    },
    over,
    over.holder.person === opsOwner && over.acceptance?.signatures.length === 3,
  );
}
