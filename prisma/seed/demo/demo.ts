import type { Access } from '../../../records/directory/access.js';
import type { FirstPolicy } from '../base.js';
import { seedCommitments } from './commitments.js';
import { seedCustomers } from './customers.js';
import { seedDuty } from './duty.js';
import { seedIntake } from './intake.js';
import { seedOrganisation } from './organisation.js';
import { seedPlaces } from './places.js';
import { demoDefaultPolicy, seedPolicies } from './policies.js';
import { seedProducts } from './products.js';
import { seedServices } from './services.js';
import { writeDemoKeys } from './demo-keys.js';
import { seedWindows } from './windows.js';

/** A network and data-centre operator of 14 people; answers its default policy. */
export async function seedDemo(access: Access, dataDir: string): Promise<FirstPolicy> {
  const personIds = await seedOrganisation(access);
  await seedPlaces(access);
  await seedDuty(access);
  await seedPolicies(access);
  await seedCustomers(access);
  await seedServices(access);
  await seedProducts(access);
  await seedCommitments(access);
  await seedIntake(access);
  await seedWindows(access);
  await writeDemoKeys(access, { personIds, dataDir });
  return demoDefaultPolicy;
}
