const linesMax = 5;
const windowMs = 10_000;
/** pino's number for `error`. */
const errorLevel = 50;

/**
 * Picks the errors out of a program's JSON log and says each in one line, at most `linesMax` in
 * `windowMs`; the log file has them all.
 */
export function problemLines(
  name: string,
  logPath: string,
  say: (line: string) => void,
): (text: string) => void {
  let rest = '';
  let windowStart = 0;
  let said = 0;

  function problem(message: string): void {
    if (performance.now() - windowStart > windowMs) {
      windowStart = performance.now();
      said = 0;
    }
    said += 1;
    if (said <= linesMax) say(`${name}: ${message}`);
    if (said === linesMax + 1) say(`${name}: more problems, see ${logPath}`);
  }

  return (text) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = errorIn(line);
      if (message !== undefined) problem(message);
    }
  };
}

function errorIn(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry = JSON.parse(line) as {
      level?: unknown;
      msg?: unknown;
      err?: { message?: string };
    };
    if (typeof entry.level !== 'number' || entry.level < errorLevel) return undefined;
    const cause = entry.err?.message;
    return [entry.msg, cause].filter((part) => part !== undefined && part !== '').join(': ');
  } catch {
    return undefined;
  }
}
