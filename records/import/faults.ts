import type {
  ClosedChain,
  ClosedHandover,
  ClosedIncident,
  RejectCode,
} from '../../contracts/import/closed-records.js';
import type { Directory } from './names.js';

export interface Fault {
  code: RejectCode;
  what: string;
}

const unknownPerson = (directory: Directory, names: readonly (string | undefined)[]) =>
  names.find((name) => name !== undefined && !directory.people.has(name));

/** The first of these times that lies before the one ahead of it; absent ones are passed over. */
const disorder = (times: readonly [name: string, at: number | undefined][]): string | undefined => {
  let before: number | undefined;
  for (const [name, at] of times) {
    if (at === undefined) continue;
    if (before !== undefined && at < before) return name;
    before = at;
  }
  return undefined;
};

const faultOfNames = (
  directory: Directory,
  named: { people: (string | undefined)[]; department?: string; service?: string },
): Fault | undefined => {
  const person = unknownPerson(directory, named.people);
  if (person !== undefined) return { code: 'unknown_person', what: person };
  const { department, service } = named;
  if (department !== undefined && !directory.departments.has(department)) {
    return { code: 'unknown_department', what: department };
  }
  if (service !== undefined && !directory.services.has(service)) {
    return { code: 'unknown_service', what: service };
  }
  return undefined;
};

/** Impossible orders, such as restored before detected, are no record of anything (V11). */
const faultOfTimes = (
  times: readonly [name: string, at: number | undefined][],
  { closed, now }: { closed: number; now: number },
): Fault | undefined => {
  const what = disorder(times);
  if (what !== undefined) return { code: 'times_out_of_order', what };
  return closed > now ? { code: 'not_over', what: 'closed' } : undefined;
};

interface Placed {
  department?: string | undefined;
  service?: string | undefined;
}

const placesOf = ({ department, service }: Placed) => ({
  ...(department !== undefined && { department }),
  ...(service !== undefined && { service }),
});

/** Why an incident cannot be taken; undefined where it can. */
export const incidentFault = (
  incident: ClosedIncident,
  directory: Directory,
  now: number,
): Fault | undefined => {
  const { detected, acknowledged, restored, closed, holders, notices, gradedBy } = incident;
  const people = [...holders.map(({ person }) => person), gradedBy];
  const times: [string, number | undefined][] = [
    ['detected', detected],
    ['restored', restored],
    ['closed', closed],
  ];
  const named = { people, ...placesOf(incident) };
  return (
    faultOfNames(directory, named) ??
    faultOfTimes(times, { closed, now }) ??
    faultOfTimes([times[0] ?? ['', 0], ['acknowledged', acknowledged], ['closed', closed]], {
      ...{ closed, now },
    }) ??
    faultOfTimes(
      holders.map(({ since }) => ['holders', since]),
      { closed, now },
    ) ??
    notices
      .map(({ sent }): Fault | undefined =>
        faultOfTimes(
          [
            ['detected', detected],
            ['notices', sent],
          ],
          { closed, now },
        ),
      )
      .find((fault) => fault !== undefined)
  );
};

export const chainFault = (
  chain: ClosedChain,
  directory: Directory,
  now: number,
): Fault | undefined => {
  const { legs, asker, opened, closed } = chain;
  const asked = legs.flatMap(({ to, acceptedBy }) => [
    to.kind === 'person' ? to.id : undefined,
    acceptedBy,
  ]);
  const unknown = legs.find(
    ({ to }) => to.kind === 'department' && !directory.departments.has(to.id),
  );
  if (unknown) return { code: 'unknown_department', what: unknown.to.id };
  const times = legs.flatMap((leg): [string, number | undefined][] => [
    ['opened', leg.opened],
    ['accepted', leg.accepted],
    ['ended', leg.ended],
  ]);
  return (
    faultOfNames(directory, { people: [asker, ...asked] }) ??
    faultOfTimes([['opened', opened], ...times, ['closed', closed]], { closed, now })
  );
};

export const handoverFault = (
  handover: ClosedHandover,
  directory: Directory,
  now: number,
): Fault | undefined => {
  const { opened, closed, holder } = handover;
  return (
    faultOfNames(directory, { people: [holder], ...placesOf(handover) }) ??
    faultOfTimes(
      [
        ['opened', opened],
        ['closed', closed],
      ],
      { closed, now },
    )
  );
};
