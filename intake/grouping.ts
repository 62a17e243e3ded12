import type { IntakeEvent } from '../contracts/intake/event.js';
import type { Brief, GroupingRuleRow } from '../records/intake/brief.js';

export interface Grouped {
  rule: string;
  value: string;
  windowS: number;
  reopenWindowS: number;
}

interface About {
  event: Pick<IntakeEvent, 'labels'>;
  integration: { id: string; format: string };
  brief: Pick<Brief, 'service' | 'site'>;
}

const applies = ({ match }: GroupingRuleRow, { event, integration }: About): boolean =>
  (match.formats?.includes(integration.format) ?? true) &&
  (match.integrations?.includes(integration.id) ?? true) &&
  Object.entries(match.labels ?? {}).every(([name, value]) => event.labels[name] === value);

const valueOf = (by: string, { event, brief }: About): string | undefined => {
  if (by === 'service') return brief.service?.id;
  if (by === 'site') return brief.site?.id;
  return event.labels[by.slice('label:'.length)];
};

/** The group that an alert was in before; undefined once its rule is gone or disabled. */
export const groupAgain = (
  rules: readonly GroupingRuleRow[],
  was: { rule: string; value: string },
): Grouped | undefined => {
  const rule = rules.find(({ id }) => id === was.rule);
  return rule && { ...was, windowS: rule.windowS, reopenWindowS: rule.reopenWindowS };
};

/** The first rule that applies and whose every part is known; an unknown part groups nothing. */
export const groupOf = (rules: readonly GroupingRuleRow[], about: About): Grouped | undefined => {
  for (const rule of rules) {
    if (!applies(rule, about)) continue;
    const parts = rule.by.map((by) => valueOf(by, about));
    if (parts.length === 0 || parts.includes(undefined)) continue;
    const { id, windowS, reopenWindowS } = rule;
    return { rule: id, value: JSON.stringify(parts), windowS, reopenWindowS };
  }
  return undefined;
};
