import { existsSync } from 'node:fs';

const program = new URL('../dist/tools/stack/stop.js', import.meta.url);
if (existsSync(program)) await import(program.href);
else console.log('No stack was ever started here');
