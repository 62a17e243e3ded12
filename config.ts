import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { isZone } from './domain/zone.js';

/** A wrong or missing variable; the message is one sentence for the person who started Baton. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Everything Baton reads from its environment (api.md §6). */
export interface Config {
  /** PORT as given; without it the stack takes `defaultPort` or the next free one. */
  port?: number;
  /** BATON_DATA as an absolute path: what the embedded stack stores. */
  dataDir: string;
  /** BATON_ADMIN_KEY: the first admin's key. */
  adminKey?: string;
  /** BATON_SEED: what a new installation begins with. */
  seed: 'demo' | 'none';
  databaseUrl?: string;
  temporalAddress?: string;
  temporalNamespace: string;
  smtpUrl?: string;
  /** PUBLIC_URL without a slash at the end: how people and webhooks reach the API. */
  publicUrl?: string;
  /** MAILBOX_URL: the page of the embedded stack's mail sink. */
  mailboxUrl?: string;
  /** MAIL_FROM: the sender of every mail. */
  mailFrom: string;
  /** TIME_ZONE: the zone in which pages show times. */
  timeZone: string;
  /** ALLOW_PRIVATE_EGRESS: private networks that webhooks and robots may reach, as CIDRs. */
  allowPrivateEgress: string[];
  /** GATEWAY_URL and GATEWAY_SECRET: the HTTP gateway that sends short messages and calls. */
  gateway?: { url: string; secret: string };
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** A configuration whose services are all named, as the worker and the API need it. */
export type ServiceConfig = Config &
  Required<Pick<Config, 'databaseUrl' | 'temporalAddress' | 'smtpUrl'>>;

export const defaultPort = 4400;
const portMax = 65_535;
const adminKeyMin = 16;

const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `must be an address that begins with ${protocols.map((name) => `${name}//`).join(' or ')}`,
    );

const variables = z.object({
  PORT: z
    .string()
    .refine(isPort, `must be a port number from 1 to ${portMax}`)
    .transform(Number)
    .optional(),
  BATON_DATA: z
    .string()
    .default('./.baton')
    .transform((path) => resolve(path)),
  BATON_ADMIN_KEY: z
    .string()
    .regex(/^bt_[A-Za-z0-9_-]+$/, 'must begin with bt_ and go on with letters and digits')
    .min(adminKeyMin, `must have at least ${adminKeyMin} characters`)
    .optional(),
  BATON_SEED: z.enum(['demo', 'none'], 'must be demo or none').default('demo'),
  DATABASE_URL: url('postgresql:', 'postgres:').optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^(\[[0-9a-fA-F:]+\]|[^\s:/]+):\d{1,5}$/, 'must be host:port, without a protocol')
    .optional(),
  TEMPORAL_NAMESPACE: z.string().regex(/^\S+$/, 'must not hold spaces').default('default'),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  PUBLIC_URL: url('https:', 'http:')
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
  MAILBOX_URL: url('https:', 'http:').optional(),
  MAIL_FROM: z.string().min(3).default('Baton <baton@localhost>'),
  TIME_ZONE: z
    .string()
    .refine(isZone, 'must be a zone such as Asia/Shanghai')
    .default('Asia/Shanghai'),
  ALLOW_PRIVATE_EGRESS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
    .refine((parts) => parts.every(isCidr), 'must be networks such as 10.0.0.0/8, with commas'),
  GATEWAY_URL: url('https:', 'http:').optional(),
  GATEWAY_SECRET: z
    .string()
    .regex(/^whsec_/, 'must begin with whsec_')
    .optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    )
    .default('info'),
});

/**
 * The only reader of the environment. An empty variable counts as absent.
 * @throws ConfigError naming the first wrong variable and what is wrong with it
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const parsed = variables.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw wrongVariable(parsed.error);
  const values = parsed.data;
  return withoutAbsent({
    port: values.PORT,
    dataDir: values.BATON_DATA,
    adminKey: values.BATON_ADMIN_KEY,
    seed: values.BATON_SEED,
    databaseUrl: values.DATABASE_URL,
    temporalAddress: values.TEMPORAL_ADDRESS,
    temporalNamespace: values.TEMPORAL_NAMESPACE,
    smtpUrl: values.SMTP_URL,
    publicUrl: values.PUBLIC_URL,
    mailboxUrl: values.MAILBOX_URL,
    mailFrom: values.MAIL_FROM,
    timeZone: values.TIME_ZONE,
    allowPrivateEgress: values.ALLOW_PRIVATE_EGRESS,
    gateway: gatewayOf(values.GATEWAY_URL, values.GATEWAY_SECRET),
    logLevel: values.LOG_LEVEL,
  });
}

/**
 * The configuration of a part that cannot run without its services.
 * @throws ConfigError naming the first variable that is wrong or missing
 */
export function readServiceConfig(env: NodeJS.ProcessEnv): ServiceConfig {
  const config = readConfig(env);
  const { databaseUrl, temporalAddress, smtpUrl } = config;
  if (databaseUrl === undefined) throw missing('DATABASE_URL');
  if (temporalAddress === undefined) throw missing('TEMPORAL_ADDRESS');
  if (smtpUrl === undefined) throw missing('SMTP_URL');
  return { ...config, databaseUrl, temporalAddress, smtpUrl };
}

/** What the `baton` command takes from its environment (api.md §6). */
export interface CommandConfig {
  /** BATON_URL without a slash at the end. */
  url?: string;
  /** BATON_KEY. */
  key?: string;
  /** BATON_DATA as an absolute path: where a stack of this machine leaves its address and key. */
  dataDir: string;
  profilesFile: string;
  /** Of LC_ALL, LC_MESSAGES or LANG, whichever is set first; Chinese for any other. */
  language: 'zh' | 'en';
}

const commandVariables = variables.pick({ BATON_DATA: true }).extend({
  BATON_URL: variables.shape.PUBLIC_URL,
  BATON_KEY: z
    .string()
    .regex(/^bt_\S+$/, 'must begin with bt_')
    .optional(),
});

/**
 * The part of the environment that the `baton` command needs; other variables may be wrong.
 * @throws ConfigError naming the first wrong variable and what is wrong with it
 */
export function readCommandConfig(env: NodeJS.ProcessEnv): CommandConfig {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const parsed = commandVariables.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw wrongVariable(parsed.error);
  const { BATON_URL: url, BATON_KEY: key, BATON_DATA: dataDir } = parsed.data;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return {
    ...(url === undefined ? {} : { url }),
    ...(key === undefined ? {} : { key }),
    dataDir,
    profilesFile: join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'baton/config.json'),
    language: /^en\b|^en_/i.test(locale) ? 'en' : 'zh',
  };
}

/** Where things live that any checkout of this user may share. */
export function userCacheFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'baton');
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= portMax;
}

function isCidr(value: string): boolean {
  try {
    ipaddr.parseCIDR(value);
    return true;
  } catch {
    return false;
  }
}

/** @throws ConfigError when one is given without the other */
function gatewayOf(address: string | undefined, secret: string | undefined) {
  if (address === undefined && secret === undefined) return undefined;
  if (address === undefined) throw missing('GATEWAY_URL');
  if (secret === undefined) throw missing('GATEWAY_SECRET');
  return { url: address, secret };
}

function wrongVariable(error: z.ZodError): ConfigError {
  const issue = error.issues[0];
  return new ConfigError(`${String(issue?.path[0])} ${issue?.message}.`);
}

function missing(name: string): ConfigError {
  return new ConfigError(`${name} is not set: \`npm start\` sets it, or name your own service.`);
}

type Absent<T> = { [K in keyof T]: T[K] | undefined };

function withoutAbsent(values: Absent<Required<Config>>): Config {
  const present = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as unknown as Config;
}
