import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A full log becomes `NAME.1`, and the `NAME.1` before it is dropped. */
const logMaxBytes = 10 * 1024 * 1024;

export interface LogFile {
  path: string;
  write: (text: string) => void;
}

/** Appends to a log that never takes more than twice `maxBytes` on disk. */
export function openLog(path: string, maxBytes = logMaxBytes): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  let file = openSync(path, 'a', 0o600);
  let size = fstatSync(file).size;
  return {
    path,
    write: (text) => {
      if (size >= maxBytes) {
        closeSync(file);
        renameSync(path, `${path}.1`);
        file = openSync(path, 'a', 0o600);
        size = 0;
      }
      size += writeSync(file, text);
    },
  };
}
