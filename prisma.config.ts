import { fileURLToPath } from 'node:url';

import { defineConfig } from 'prisma/config';

const url = process.env['DATABASE_URL'];

/** The schema engine that needs no download; see docs/design/schema-engine.md. */
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= fileURLToPath(
  new URL('prisma/engine/schema-engine.mjs', import.meta.url),
);

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(url === undefined ? {} : { datasource: { url } }),
});
