import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { StartFailure } from './failure.ts';
import { profileNames } from './profile.ts';

const port = z.int().min(1).max(65_535);
const milliseconds = z.int().min(1);

export const serviceNames = ['featureStore', 'onlineFeatureStore', 'kafka', 'ssh'] as const;
export type ServiceName = (typeof serviceNames)[number];

const configurationSchema = z.strictObject({
  clusterId: z.uuid(),
  name: z.string().min(1).max(200),
  version: z.string().regex(/^\d+\.\d+\.\d+/),
  profile: z.enum(profileNames),
  dataDir: z.string().startsWith('/'),
  address: z.union([z.ipv4(), z.ipv6()]),
  administrationPort: port,
  apiPort: port,
  pagePort: port,
  /** An origin without a slash at its end; the callback of the single sign-on is `<pageUrl>/callback`. */
  pageUrl: z.string().refine((value) => URL.canParse(value) && new URL(value).origin === value, 'must be an origin such as http://127.64.0.1'),
  servicePorts: z.strictObject({
    featureStore: z.array(port),
    onlineFeatureStore: z.array(port),
    kafka: z.array(port),
    ssh: z.array(port),
  }),
  certificateFile: z.string(),
  keyFile: z.string(),
  controlKey: z.string().regex(/^[\w-]{43}$/, 'must be 256 bit in base64url'),
  administrator: z.strictObject({ email: z.string().min(3).max(150), password: z.string().min(6).max(255) }).optional(),
  cloudEvents: z.strictObject({ endpoint: z.url(), apiKey: z.string().min(1), intervalMs: milliseconds }),
  lifetimes: z.strictObject({ jwtMs: milliseconds, leewayMs: z.int().min(0) }),
  faultsAllowed: z.boolean(),
});

export type Configuration = z.output<typeof configurationSchema>;

/** Where a failure may be written although the configuration is wrong: its `dataDir`, when there is one. */
export class ConfigurationFailure extends StartFailure {
  readonly dataDir: string | null;
  constructor(message: string, dataDir: string | null) {
    super('configuration-wrong', message);
    this.dataDir = dataDir;
  }
}

/** Messages name fields and never repeat values: the file holds secrets. */
export function readConfiguration(file: string): Configuration {
  let raw: unknown;
  try {
    if ((statSync(file).mode & 0o077) !== 0)
      throw new ConfigurationFailure('The configuration file holds secrets and can be read by others. Set its mode to 600.', null);
    raw = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof ConfigurationFailure) throw error;
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new ConfigurationFailure(missing ? 'The configuration file does not exist.' : 'The configuration file cannot be read as JSON.', null);
  }
  const parsed = configurationSchema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const dataDir = z.object({ dataDir: z.string() }).safeParse(raw).data?.dataDir ?? null;
  const faults = parsed.error.issues.map((issue) =>
    issue.code === 'unrecognized_keys' ? `unknown: ${issue.keys.join(', ')}` : `${issue.path.join('.')}: ${issue.message}`,
  );
  throw new ConfigurationFailure(`The configuration is wrong. ${faults.join('; ')}.`, dataDir);
}
