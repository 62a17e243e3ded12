import type { Money } from '../../domain/gap/gap.js';

interface MoneyColumns {
  minor: bigint | null;
  currency: string | null;
}

/** Stored money; amounts are bounded far below what a number holds exactly. */
export const moneyOf = ({ minor, currency }: MoneyColumns): Money | null =>
  minor === null || currency === null ? null : { minor: Number(minor), currency };

export const minorColumn = (money: Money | null | undefined): bigint | null =>
  money ? BigInt(money.minor) : null;
