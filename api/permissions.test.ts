import { describe, expect, it } from '@jest/globals';

import { everywhere } from '../records/access/scope.js';
import { permissions, permissionTable } from './permissions.js';
import { scopeOf, scopesInclude } from './scopes.js';

describe('role bindings', () => {
  it('reach everything only where one grants the permission without a scope', () => {
    expect(scopeOf([{ role: 'engineer' }], 'incident.respond')).toEqual(everywhere);
    const mixed = [{ role: 'hr' as const }, { role: 'engineer' as const, siteId: 'sit_1' }];
    expect(scopeOf(mixed, 'incident.respond')).toEqual({
      everywhere: false,
      departments: [],
      sites: ['sit_1'],
      customers: [],
    });
  });

  it('of a contact without a customer reach nothing', () => {
    const scope = scopeOf([{ role: 'customer_contact' }], 'incident.read');
    expect(scope).toEqual({ everywhere: false, departments: [], sites: [], customers: [] });
  });
});

describe('scopes of a key', () => {
  it.each([
    [['*'], true],
    [['incident.*'], true],
    [['incident.read'], true],
    [['incident.respond', 'oncall.*'], false],
    [['incident'], false],
    [['.*'], false],
    [[], false],
  ])('%j include incident.read: %s', (scopes, included) => {
    expect(scopesInclude(scopes, 'incident.read')).toBe(included);
  });
});

describe('the printed table', () => {
  it('has a line for every permission', () => {
    const lines = permissionTable().split('\n');
    for (const permission of permissions) {
      expect(lines.some((line) => line.includes(`| ${permission} `))).toBe(true);
    }
  });
});
