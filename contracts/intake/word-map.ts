/** What a map says about a word, case and surrounding blanks ignored; undefined where nothing. */
export function wordIn<Value>(
  map: Record<string, Value> | undefined,
  word: string | undefined,
): Value | undefined {
  const wanted = word?.trim().toLowerCase();
  return Object.entries(map ?? {}).find(([name]) => name.trim().toLowerCase() === wanted)?.[1];
}
