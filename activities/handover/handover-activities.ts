import type { HandoverReported } from '../../domain/handover/commands.js';
import type {
  AskSignatureEffect,
  FreezeSheetEffect,
  MarkServiceEffect,
} from '../../domain/handover/effects.js';

type Report<T extends HandoverReported['type']> = Promise<Extract<HandoverReported, { type: T }>>;

/** The hands of a hand-over beside those of every process (machine.md §2). */
export interface HandoverActivities {
  /** Writes the sheet as the read model has it; the same sheet again has the same hash. */
  freezeSheet(effect: FreezeSheetEffect): Report<'sheet'>;
  /** Mails the customer's signer a one-time link; a repeat after the mail went sends no other. */
  askSignature(effect: AskSignatureEffect): Report<'signature_asked'>;
  /** Writes the service's status; writing it again changes nothing. */
  markService(effect: MarkServiceEffect): Report<'marked'>;
}
