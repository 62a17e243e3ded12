import type { Database } from '../../records/database.js';
import { departmentHours } from '../../records/hard-fault/parties.js';
import type { HardFaultActivities } from './hard-fault-activities.js';

/** Reads the department's working hours; the same reading may be made twice. */
export const createHardFaultActivities = ({
  database,
}: {
  database: Database;
}): HardFaultActivities => ({
  hoursAhead: async ({ id: effect, department, at }) => {
    const hours = await departmentHours(database.prisma, department, at);
    return { type: 'hours_taken', effect, ...(hours && { hours }) };
  },
});
