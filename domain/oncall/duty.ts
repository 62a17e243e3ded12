/** The places a duty falls to, in this order (R17, operations.md). */
export type DutyPlace = 'on_call' | 'owner' | 'head';

export interface DutyQuestion {
  /** the schedule's answer of this instant, absent when nobody is on call */
  onCall?: string | undefined;
  /** the schedule's owner */
  owner?: string | undefined;
  /** the head of the department the schedule belongs to */
  head?: string | undefined;
  /** people who cannot hold at this instant */
  absent: readonly string[];
  /** people who are no longer with the organisation */
  left: readonly string[];
}

export interface DutyHolder {
  /** undefined only when every place is skipped: the default policy's last person must hold then */
  holder?: string;
  place?: DutyPlace;
  skipped: { place: DutyPlace; why: 'nobody' | 'absent' | 'left'; person?: string }[];
}

/**
 * Who holds what a schedule answers for: the person on call, else the schedule's owner, else the
 * department head, skipping whoever is away or has left (R17, operations.md), with the reasons.
 */
export function dutyHolder(question: DutyQuestion): DutyHolder {
  const places: [DutyPlace, string | undefined][] = [
    ['on_call', question.onCall],
    ['owner', question.owner],
    ['head', question.head],
  ];
  const skipped: DutyHolder['skipped'] = [];
  for (const [place, person] of places) {
    if (person === undefined) skipped.push({ place, why: 'nobody' });
    else if (question.left.includes(person)) skipped.push({ place, why: 'left', person });
    else if (question.absent.includes(person)) skipped.push({ place, why: 'absent', person });
    else return { holder: person, place, skipped };
  }
  return { skipped };
}
