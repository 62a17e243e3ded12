import { Option, type Command } from 'commander';
import { audiences, languages, owedStages } from '../../domain/notice/stages.js';
import type { Building } from '../building.js';
import {
  correctNotice,
  draftNotice,
  giveNotice,
  listNotices,
  previewNotice,
  type DraftAsked,
  type PreviewAsked,
} from './notices.js';

const settingShape = /^\w+(\.(zh|en))?=/;

const collected = (setting: string, before: string[] = []): string[] => {
  if (!settingShape.test(setting)) throw new Error(`--set ${setting}`);
  return [...before, setting];
};

/** `baton notice list|preview|draft|approve|send|correct`. */
export function addNoticeCommands(program: Command, { say, act }: Building): void {
  const notice = program.command('notice').description(say('notice/help/notice'));
  notice
    .command('list')
    .description(say('notice/help/list'))
    .argument('<incident>', say('notice/help/incident'))
    .action((incident: string, _options: object, command: Command) =>
      act(command, (cli) => listNotices(cli, incident)),
    );
  notice
    .command('preview')
    .description(say('notice/help/preview'))
    .argument('<notice>', say('notice/help/id'))
    .addOption(new Option('--customer <id>', say('notice/help/customer')))
    .addOption(
      new Option('--language <language>', say('notice/help/language')).choices([...languages]),
    )
    .addOption(new Option('--html', say('notice/help/html')))
    .action((id: string, options: PreviewAsked, command: Command) =>
      act(command, (cli) => previewNotice(cli, id, options)),
    );
  notice
    .command('draft')
    .description(say('notice/help/draft'))
    .argument('<notice>', say('notice/help/id'))
    .addOption(
      new Option('--audience <audience>', say('notice/help/audience')).choices([...audiences]),
    )
    .addOption(new Option('--stage <stage>', say('notice/help/stage')).choices([...owedStages]))
    .addOption(new Option('--set <field=text>', say('notice/help/set')).argParser(collected))
    .action((id: string, options: DraftAsked, command: Command) =>
      act(command, (cli) => draftNotice(cli, id, options)),
    );
  for (const verb of ['approve', 'send'] as const) {
    notice
      .command(verb)
      .description(say(`notice/help/${verb}`))
      .argument('<notice>', say('notice/help/id'))
      .action((id: string, _options: object, command: Command) =>
        act(command, (cli) => giveNotice(cli, id, verb)),
      );
  }
  notice
    .command('correct')
    .description(say('notice/help/correct'))
    .argument('<notice>', say('notice/help/id'))
    .addOption(new Option('--field <field>', say('notice/help/field')).makeOptionMandatory())
    .addOption(new Option('--value <text>', say('notice/help/value')).makeOptionMandatory())
    .addOption(new Option('--reason <text>', say('notice/help/reason')).makeOptionMandatory())
    .action((id: string, options: Parameters<typeof correctNotice>[2], command: Command) =>
      act(command, (cli) => correctNotice(cli, id, options)),
    );
}
