import type { Ref } from '../subject-view.js';
import type { ReviewState } from './state.js';

type Case = Pick<ReviewState, 'person' | 'managers' | 'formerManagers' | 'panels'>;

/** The person and whoever scored them: nobody decides on their own case or mark (R12, 4c). */
export const isParty = (
  { person, managers, formerManagers }: Omit<Case, 'panels'>,
  id: string,
): boolean =>
  id === person.id ||
  formerManagers.includes(id) ||
  managers.some(({ manager, delegate }) => manager.id === id || delegate?.id === id);

/** The panels that may decide this person's appeal, level by level; a level without anybody left out. */
export const panelsOf = (of: Case): Ref[][] =>
  of.panels
    .map((level) => level.filter(({ id }) => !isParty(of, id)))
    .filter((level) => level.length > 0);

/** Who decides at a level; the last one again beyond it. */
export const panelAt = (of: Case, level: number): Ref[] => {
  const panels = panelsOf(of);
  return panels[Math.min(level, panels.length - 1)] ?? [];
};
