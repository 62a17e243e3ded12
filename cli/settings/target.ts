import type { LocalStack } from './local-stack.js';
import type { Profile } from './profiles.js';

export type Source = 'flag' | 'environment' | 'profile' | 'stack';

interface Found {
  value: string;
  source: Source;
}

export interface Target {
  url?: Found;
  key?: Found;
}

export interface Sources {
  flags: { url?: string; key?: string };
  environment: { url?: string; key?: string };
  profile: Profile;
  stack: LocalStack;
}

/**
 * Address and key, each from the first of flags, environment, profile and local stack that has it
 * (api.md §6). A stored key goes only where it was stored for: a profile's to the profile's address,
 * the local stack's to this machine.
 */
export function targetOf({ flags, environment, profile, stack }: Sources): Target {
  const url = first([
    [flags.url, 'flag'],
    [environment.url, 'environment'],
    [profile.url, 'profile'],
    [stack.api, 'stack'],
  ]);
  const to = url === undefined ? undefined : originOf(url.value);
  const ofProfile = profile.url === undefined || originOf(profile.url) === to;
  const ofStack = to !== undefined && (originOf(stack.api ?? '') === to || isLoopback(to));
  const key = first([
    [flags.key, 'flag'],
    [environment.key, 'environment'],
    [ofProfile ? profile.key : undefined, 'profile'],
    [ofStack ? stack.adminKey : undefined, 'stack'],
  ]);
  return {
    ...(url === undefined ? {} : { url: { ...url, value: url.value.replace(/\/+$/, '') } }),
    ...(key === undefined ? {} : { key }),
  };
}

function first(candidates: [string | undefined, Source][]): Found | undefined {
  for (const [value, source] of candidates) {
    if (value !== undefined && value !== '') return { value, source };
  }
  return undefined;
}

const originOf = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).origin : undefined;

const isLoopback = (origin: string): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(origin).hostname);
