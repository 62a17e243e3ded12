import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, bundleFile } from './build.mjs';

const words = process.argv.slice(2);
const only = words[0] === '--only';
const [file, ...args] = only ? words.slice(1) : words;
if (file === undefined) {
  console.error('usage: node tools/run.mjs [--only] FILE.ts [ARGUMENT…]');
  console.error('--only leaves the programs of the stack (dist/) as they are');
  process.exit(2);
}
await build({ clientOnly: only });
const program = await bundleFile(file, fileURLToPath(new URL('../dist/run', import.meta.url)));
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], program, ...args];
await import(pathToFileURL(program).href);
