const zh = {
  title: '确认事件',
  ask: '{{person}}，请确认您接手处理此事件。确认后由您持有接力棒。',
  act: '我来处理',
  done: '已确认，现在由您持有接力棒。',
  until: '承诺到 {{until}}。到期仍未恢复将继续升级。',
  next: '后续操作请用命令行：npx baton incident show {{number}}',
  facts: '{{number}} · {{severity}} · {{stage}}',
  unknown: '链接不存在',
  unknownDetail: '请检查邮件中的链接是否完整。',
  closed: '此事件已关闭，无需确认。',
  askChain: '{{person}}，请确认由您方承接此请求。接受后由您持有接力棒，并按时通报进展。',
  actChain: '接受',
  doneChain: '已接受，现在由您持有此请求的接力棒。',
  untilChain: '下一次通报最迟 {{until}}；到时沉默将逐级上升。',
  nextChain: '后续操作请用命令行：npx baton escalation show {{number}}',
  closedChain: '此请求已结束，无需答复。',
};

const en: typeof zh = {
  title: 'Acknowledge the incident',
  ask: '{{person}}, please confirm that you take this incident. You will hold the baton.',
  act: 'I take it',
  done: 'Acknowledged. You hold the baton.',
  until: 'Your promise lasts until {{until}}. After that it escalates unless it is restored.',
  next: 'Go on with the command line: npx baton incident show {{number}}',
  facts: '{{number}} · {{severity}} · {{stage}}',
  unknown: 'There is no such link',
  unknownDetail: 'Check that the link from the mail is whole.',
  closed: 'This incident is closed; there is nothing to acknowledge.',
  askChain: '{{person}}, please confirm that your side takes this. You will hold it and give news.',
  actChain: 'Accept',
  doneChain: 'Accepted. You hold the baton of this ask.',
  untilChain: 'News is due by {{until}}; silence climbs.',
  nextChain: 'Go on with the command line: npx baton escalation show {{number}}',
  closedChain: 'This ask has ended; there is nothing to answer.',
};

export type LinkTextKey = keyof typeof zh;

/** Texts of the confirm page. */
export const linkText = (
  language: 'zh' | 'en',
  key: LinkTextKey,
  values: Record<string, string> = {},
): string =>
  (language === 'zh' ? zh : en)[key].replace(
    /\{\{(\w+)\}\}/g,
    (_all, name: string) => values[name] ?? '',
  );
