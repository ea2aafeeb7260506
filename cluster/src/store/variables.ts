/** The settings of the cluster (`Hopsworks variables`): known ones with their defaults, and any other that was set. */
import type { Database } from './database.ts';

export type Visibility = 'ADMIN' | 'USER' | 'NOTAUTHENTICATED';
export type Variable = { name: string; value: string; visibility: Visibility; hide: boolean };

const defaults = {
  oauth_enabled: 'false',
  oauth_account_status: '1',
  oauth_group_mapping: '',
  oauth_group_mapping_enabled: 'true',
  oauth_group_mapping_sync_enabled: 'false',
  oauth_redirect_uri: 'hopsworks/callback',
  oauth_logout_redirect_uri: 'hopsworks/',
  remote_auth_need_consent: 'true',
  reject_remote_user_no_group: 'false',
  disable_registration: 'false',
  disable_registration_ui: 'false',
  disable_password_login: 'false',
  max_num_proj_per_user: '5',
  managed_cloud_redirect_uri: '',
  managed_cloud_provider_name: 'hopsworks.ai',
} as const;

export type VariableName = keyof typeof defaults;

type Row = Omit<Variable, 'hide'> & { hide: number };

const stored = (database: Database): Variable[] =>
  (database.prepare('select name, value, visibility, hide from variables').all() as unknown as Row[]).map((row) => ({ ...row, hide: row.hide === 1 }));

export function list(database: Database): Variable[] {
  const all = new Map<string, Variable>(Object.entries(defaults).map(([name, value]) => [name, { name, value, visibility: 'ADMIN', hide: false }]));
  for (const variable of stored(database)) all.set(variable.name, variable);
  return [...all.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

export const find = (database: Database, name: string): Variable | null => list(database).find((variable) => variable.name === name) ?? null;

export function save(database: Database, variable: Variable): void {
  database
    .prepare(
      'insert into variables values (?, ?, ?, ?) on conflict (name) do update set value = excluded.value, visibility = excluded.visibility, hide = excluded.hide',
    )
    .run(variable.name, variable.value, variable.visibility, variable.hide ? 1 : 0);
}

export function text(database: Database, name: VariableName): string {
  const row = database.prepare('select value from variables where name = ?').get(name) as { value: string } | undefined;
  return row?.value ?? defaults[name];
}

export const isOn = (database: Database, name: VariableName): boolean => text(database, name).toLowerCase() === 'true';

/** A number; what is no whole number counts as the default. */
export function whole(database: Database, name: VariableName): number {
  const value = text(database, name);
  return Number(/^-?\d+$/.test(value) ? value : defaults[name]);
}

/** Sets the value and keeps visibility as it is. */
export function set(database: Database, name: VariableName, value: string): void {
  const present = find(database, name);
  save(database, { name, value, visibility: present?.visibility ?? 'ADMIN', hide: present?.hide ?? false });
}
