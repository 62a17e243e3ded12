import tseslint from 'typescript-eslint';

const product = [
  'domain',
  'contracts',
  'workflows',
  'activities',
  'records',
  'worker',
  'api',
  'cli',
];
const productFiles = [...product.map((folder) => `${folder}/**/*.ts`), 'prisma/seed/**/*.ts'];
const testFiles = ['**/*.test.ts', 'test/**/*.ts', '**/testing/**/*.ts', '**/*.fixture.ts'];
const untypedFiles = ['**/*.mjs', '**/*.cjs', 'prisma.config.ts'];

const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name.',
};
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only config.ts reads the environment; take what you need as an argument.',
};
const clock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'A machine has no clock: time comes as `now`.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'A machine has no clock: time comes as `now`.',
  },
];
const chance = {
  selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
  message: 'The same input must give the same answer.',
};
const impureGlobals = ['process', 'setTimeout', 'setInterval', 'setImmediate', 'fetch', 'crypto'];
const nodeImports = {
  patterns: [{ regex: '^node:', message: 'This runs in the workflow sandbox: no Node modules.' }],
};

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', '.baton/', 'coverage/', 'prisma/generated/', 'web/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', { max: 3 }],
    },
  },
  {
    files: ['**/*.ts'],
    ignores: untypedFiles,
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: productFiles,
    rules: { 'no-restricted-syntax': ['error', defaultExport, environment] },
  },
  {
    files: ['workflows/**/*.ts', 'domain/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', nodeImports],
      'no-restricted-globals': ['error', ...impureGlobals],
    },
  },
  {
    files: ['workflows/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...impureGlobals, 'Intl'] },
  },
  {
    files: ['domain/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', defaultExport, environment, ...clock, chance],
    },
  },
  {
    // A main wires: it hands the environment to config.ts and says why it could not start.
    files: ['{api,worker,cli,prisma/seed}/main.ts'],
    rules: { 'no-restricted-syntax': ['error', defaultExport], 'no-console': 'off' },
  },
  {
    files: ['cli/**/*.ts', 'tools/**', 'bench/**', 'test/**', 'prisma/seed/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: testFiles,
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      'max-params': 'off',
      'no-console': 'off',
      'no-restricted-globals': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-syntax': 'off',
    },
  },
);
