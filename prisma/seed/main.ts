import { readConfig } from '../../config.js';
import { openDatabase } from '../../records/database.js';
import { seedInstallation } from './seed.js';

const config = readConfig(process.env);
if (config.databaseUrl === undefined) {
  throw new Error('DATABASE_URL is not set: `npm start` sets it, or name your own PostgreSQL.');
}
const database = openDatabase(config.databaseUrl);
try {
  const { seeded } = await seedInstallation(database.prisma, {
    mode: config.seed,
    dataDir: config.dataDir,
    adminKey: config.adminKey,
    now: new Date(),
  });
  console.log(seeded ? `Filled the installation (${config.seed}).` : 'The installation is filled.');
} finally {
  await database.close();
}
