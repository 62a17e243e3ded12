/** The lanes; what each needs and how it is run is in tools/test/lanes.mjs. */

const swc = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

const product = 'domain,contracts,workflows,activities,intake,records,worker,api,cli,tools,prisma';

const lane = (displayName, ...testMatch) => ({
  displayName,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.baton/'],
});

export default {
  projects: [
    lane('unit', `{${product}}/**/*.test.ts`, 'test/support/**/*.test.ts'),
    lane('replay', 'test/replay/**/*.test.ts'),
    lane('records', 'test/records/**/*.test.ts'),
    lane('workflow', 'test/workflow/**/*.test.ts'),
    lane('integration', 'test/integration/**/*.test.ts'),
    lane('stories', 'test/stories/**/*.test.ts'),
    lane('chaos', 'test/chaos/**/*.test.ts'),
  ],
};
