const days = String.raw`(?:(\d{1,6})W)?(?:(\d{1,6})D)?`;
const clock = String.raw`(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?`;
const durationShape = new RegExp(`^P(?=[0-9T])${days}${clock}$`);
const unitsMs = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1000];

/**
 * Milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds (`PT15M`, `P1D`);
 * undefined where it is none. Years and months have no fixed length and are not read.
 */
export function durationMs(text: string): number | undefined {
  const found = durationShape.exec(text);
  if (!found) return undefined;
  return unitsMs.reduce((sum, unitMs, index) => sum + unitMs * Number(found[index + 1] ?? 0), 0);
}
