const linesMax = 30;

/** Keeps the last lines a process wrote, to say why it failed. */
export function recentLines(): { add: (text: string) => void; text: () => string } {
  let lines: string[] = [];
  return {
    add: (text) => {
      lines = [...lines, ...text.split('\n').filter((line) => line !== '')].slice(-linesMax);
    },
    text: () => lines.join('\n'),
  };
}
