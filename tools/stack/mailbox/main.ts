import { parseArgs } from 'node:util';
import { startMailbox } from './mailbox.js';

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    'smtp-port': { type: 'string' },
    'http-port': { type: 'string' },
  },
});
const { folder, 'smtp-port': smtpPort, 'http-port': httpPort } = values;
if (folder === undefined || smtpPort === undefined || httpPort === undefined) {
  console.error('usage: main.js --folder PATH --smtp-port PORT --http-port PORT');
  process.exit(2);
}
const mailbox = await startMailbox({
  folder,
  smtpPort: Number(smtpPort),
  httpPort: Number(httpPort),
});
process.once('SIGTERM', () => void mailbox.stop().then(() => process.exit(0)));
