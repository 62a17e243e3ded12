import type { HoursEffect } from '../hard-fault/effects.js';
import type { Draft as PromiseDraft } from '../promise/draft.js';
import type { AskReason, DelegateEffect } from './effects.js';
import type { AskState } from './state.js';

export type Draft = PromiseDraft<AskState, AskReason, DelegateEffect | HoursEffect>;
