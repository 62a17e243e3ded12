import { Option, type Command } from 'commander';
import { faultCauses } from '../../domain/incident/attribution-state.js';
import type { Building } from '../building.js';
import { giveVerb } from '../incident/give-verb.js';
import {
  gradeIncident,
  reviewIncident,
  showClocks,
  type GradeOptions,
  type ReviewOptions,
} from '../incident/grading.js';
import { lookUpSeverity, type SeverityOptions } from '../lookup/severity.js';
import { showOnCall } from './oncall.js';

const levels = ['P1', 'P2', 'P3', 'P4'];
const impactClasses = ['interruption', 'degraded', 'redundancy_loss', 'none'];

const list = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

const factOptions = ({ say }: Building): Option[] => [
  new Option('--fact <name=value>', say('grading/help/fact')).argParser(list),
  new Option('--domain <domain>', say('grading/help/domain')).argParser(list),
];

/** The command of that name, made where no other part has made it. */
const groupOf = (program: Command, name: string, help: string): Command =>
  program.commands.find((one) => one.name() === name) ?? program.command(name).description(help);

/** Levels, commander, review and clocks of an incident, and what is looked up without one. */
export function addGradingCommands(program: Command, building: Building): void {
  const incident = groupOf(program, 'incident', building.say('help/command/incident'));
  addGrade(incident, building);
  addSecond(incident, building);
  addReview(incident, building);
  addAttribute(incident, building);
  addLookups(groupOf(program, 'lookup', building.say('grading/help/lookup')), building);
}

function addGrade(incident: Command, building: Building): void {
  const { say, act } = building;
  const made = incident
    .command('grade')
    .description(say('grading/help/grade'))
    .argument('<incident>', say('grading/help/incident'));
  for (const option of factOptions(building)) made.addOption(option);
  made
    .addOption(new Option('--level <level>', say('grading/help/level')).choices(levels))
    .addOption(new Option('--impact-class <c>', say('grading/help/impact')).choices(impactClasses))
    .addOption(new Option('--reason <text>', say('grading/help/reason')))
    .action((ref: string, options: GradeOptions, command: Command) =>
      act(command, (cli) => gradeIncident(cli, ref, options)),
    );
  incident
    .command('clocks')
    .description(say('grading/help/clocks'))
    .argument('<incident>', say('grading/help/incident'))
    .action((ref: string, _options: object, command: Command) =>
      act(command, (cli) => showClocks(cli, ref)),
    );
}

function addSecond(incident: Command, { say, act }: Building): void {
  const proposal = (): Option =>
    new Option('--proposal <id>', say('grading/help/proposal')).makeOptionMandatory();
  const reason = new Option('--reason <text>', say('grading/help/reason')).makeOptionMandatory();
  const to = new Option('--to <person>', say('grading/help/to')).makeOptionMandatory();
  const verbs = [
    { verb: 'command', options: [to] },
    { verb: 'confirm', options: [proposal()] },
    { verb: 'decline', options: [proposal(), reason] },
  ] as const;
  for (const { verb, options } of verbs) {
    const made = incident
      .command(verb)
      .description(say(`grading/help/${verb}`))
      .argument('<incident>', say('grading/help/incident'));
    for (const option of options) made.addOption(option);
    made.action((ref: string, body: Record<string, unknown>, command: Command) =>
      act(command, (cli) => giveVerb(cli, { verb, refs: [ref], body })),
    );
  }
}

function addReview(incident: Command, { say, act }: Building): void {
  incident
    .command('review')
    .description(say('grading/help/review'))
    .argument('<incident>', say('grading/help/incident'))
    .addOption(new Option('--cause <text>', say('grading/help/cause')).makeOptionMandatory())
    .addOption(new Option('--action <text>', say('grading/help/action')).argParser(list))
    .addOption(new Option('--article <url>', say('grading/help/article')))
    .addOption(new Option('--without-article <reason>', say('grading/help/noArticle')))
    .action((ref: string, options: ReviewOptions, command: Command) =>
      act(command, (cli) => reviewIncident(cli, ref, options)),
    );
}

function addAttribute(incident: Command, { say, act }: Building): void {
  incident
    .command('attribute')
    .description(say('grading/help/attribute'))
    .argument('<incident...>', say('grading/help/incident'))
    .addOption(
      new Option('--cause <who>', say('grading/help/whose'))
        .choices([...faultCauses])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--reason <text>', say('grading/help/reason')).makeOptionMandatory())
    .action((refs: string[], body: Record<string, unknown>, command: Command) =>
      act(command, (cli) => giveVerb(cli, { verb: 'attribute', refs, body })),
    );
}

function addLookups(lookup: Command, building: Building): void {
  const { say, act } = building;
  const severity = lookup.command('severity').description(say('grading/help/severity'));
  for (const option of factOptions(building)) severity.addOption(option);
  severity
    .addOption(new Option('--search <words>', say('grading/help/search')))
    .addOption(new Option('--questions', say('grading/help/questions')))
    .action((options: SeverityOptions, command: Command) =>
      act(command, (cli) => lookUpSeverity(cli, options)),
    );
  lookup
    .command('oncall')
    .description(say('grading/help/oncall'))
    .addOption(new Option('--schedule <id>', say('grading/help/schedule')))
    .addOption(new Option('--at <time>', say('grading/help/at')))
    .action((options: { schedule?: string; at?: string }, command: Command) =>
      act(command, (cli) => showOnCall(cli, options)),
    );
}
