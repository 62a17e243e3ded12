import type { z } from 'zod';
import type { serviceDisclosure } from '../../contracts/directory/disclosure.js';
import type { serviceOnCall } from '../../contracts/directory/lookups.js';
import type { Cli } from '../cli.js';
import { line } from '../output/sections.js';

type OnCall = z.output<typeof serviceOnCall>;
type Disclosure = z.output<typeof serviceDisclosure>;
type Side = OnCall['leads'];

/** `baton lookup service`: the band before anything else, then whom to call (N27). */
export async function lookUpService(cli: Cli, service: string, at?: string): Promise<void> {
  const found = await cli.api().get<OnCall>('/api/v1/lookup/oncall', { service, at });
  if (cli.printJson(found)) return;
  const { service: about, band, handover, leads, backs } = found;
  cli.print(cli.colors.bold(`${about.name} (${about.code})`));
  line(cli, 'service/band', band.text[cli.language]);
  for (const included of band.included) line(cli, 'service/included', included);
  if (handover) {
    const early = handover.owed ? '' : ` · ${cli.say('service/early')}`;
    line(cli, 'service/handover', `${handover.number} ${handover.stage}${early}`);
  }
  cli.printTable(
    [
      ...(['service/head/side', 'service/head/person', 'service/head/role'] as const),
      ...(['service/head/phone', 'service/head/mail'] as const),
    ],
    [leads, ...(backs ? [backs] : [])].flatMap((side) => rowsOf(cli, side)),
  );
}

const rowsOf = (cli: Cli, { side, contacts }: Side): string[][] =>
  contacts.map(({ id, name, role, phone, email }) => [
    cli.say(`service/side/${side}`),
    `${name} (${id})`,
    cli.say(`service/role/${role}`),
    phone ?? '–',
    email ?? '–',
  ]);

/** `baton lookup disclosure`: flows as a table, the other verified items below (N7, N8). */
export async function lookUpDisclosure(cli: Cli, service: string): Promise<void> {
  const path = `/api/v1/services/${encodeURIComponent(service)}/disclosure`;
  const found = await cli.api().get<Disclosure>(path);
  if (cli.printJson(found)) return;
  const { service: about, handover, flows, other, items, unverified } = found;
  cli.print(cli.colors.bold(`${about.name} (${about.code})`));
  if (!handover) return cli.tell(cli.say('service/nothing'));
  line(cli, 'service/handover', `${handover.number} ${handover.stage}`);
  cli.printTable(
    [
      ...(['service/flow/src', 'service/flow/dst', 'service/flow/path'] as const),
      ...(['service/flow/routing', 'service/flow/rules'] as const),
    ],
    flows.map(({ src, dst, path: by, routing, acl, security, dns, interception }) => [
      ...[src, dst, by ?? '–', routing ?? '–'],
      [
        ...[...acl, ...security, ...dns],
        ...interception.map((text) => cli.say('service/interception', { text })),
      ].join('; ') || '–',
    ]),
  );
  for (const { flow, text } of other) cli.print(`${flow}: ${text}`);
  for (const item of items) printItem(cli, item);
  if (unverified.length === 0) return;
  cli.tell(cli.say('service/unverified', { items: unverified.join(' ') }));
}

function printItem(cli: Cli, { key, name, text, rows, content }: Disclosure['items'][number]) {
  const value = text ?? (rows.length === 0 ? (content ?? '–') : '');
  cli.print(`${cli.colors.dim(`${key} ${name[cli.language]}:`)} ${value}`);
  for (const row of rows) cli.print(`  ${Object.values(row).join(' · ')}`);
}
