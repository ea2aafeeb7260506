import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../testing/database.ts';
import { ConfigurationError, readConfiguration } from '../config.ts';
import type { DataDirectory } from '../data-directory.ts';
import { openPool, type Pool } from '../postgres/pool.ts';
import { checkBound, openDatabase, serverConnection } from './database.ts';

/** The test database has a Unix socket only; a DATABASE_URL needs a host and a port. */
let gate: net.Server;
let owner: Pool;
let urlAs: (role: string) => string;
const roles = { bypassing: 'test_bypassing', member: 'test_member' };

beforeAll(async () => {
  const database = await testDatabase();
  gate = net.createServer((inside) => {
    const outside = net.connect(path.join(database.server.host, '.s.PGSQL.5432'));
    for (const [from, to] of [[inside, outside], [outside, inside]] as const) from.on('error', () => to.destroy()).on('close', () => to.destroy()).pipe(to);
  });
  await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve));
  urlAs = (role) => `postgres://${role}@127.0.0.1:${(gate.address() as AddressInfo).port}/${database.server.database}`;
  owner = openPool(database.owner, { max: 1, name: 'test' });
  await owner.unsafe(`drop role if exists ${roles.bypassing}; create role ${roles.bypassing} login bypassrls in role hopyard_server;
    drop role if exists ${roles.member}; create role ${roles.member} login in role hopyard_server`);
});
afterAll(async () => {
  await owner.unsafe(`drop role ${roles.bypassing}; drop role ${roles.member}`);
  await owner.end();
  await new Promise((resolve) => gate.close(resolve));
});

const open = (environment: Record<string, string>) => openDatabase(readConfiguration(environment), {} as DataDirectory, () => undefined);

describe('the start with DATABASE_URL (M01)', () => {
  test.each([
    ['the owner of the tables, who has also DATABASE_OWNER_URL', () => ({ DATABASE_URL: urlAs('hopyard'), DATABASE_OWNER_URL: urlAs('hopyard') }), 'hopyard'],
    ['a role with BYPASSRLS', () => ({ DATABASE_URL: urlAs(roles.bypassing), DATABASE_OWNER_URL: urlAs('hopyard') }), roles.bypassing],
  ])('stops for %s, and names the variable and the role', async (_who, environment, role) => {
    const refused = await open(environment()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ConfigurationError);
    expect(refused).toMatchObject({ variable: 'DATABASE_URL', message: expect.stringContaining(`acts as the role ${role}, which row-level security does not bind`) });
    expect(String(refused)).not.toContain('127.0.0.1');
  });

  test.each([
    ['the owner alone, whose rights are given up', () => ({ DATABASE_URL: urlAs('hopyard') }), 'hopyard_server'],
    ['the role of the server', () => ({ DATABASE_URL: urlAs('hopyard_server'), DATABASE_OWNER_URL: urlAs('hopyard') }), 'hopyard_server'],
    ['another member of it', () => ({ DATABASE_URL: urlAs(roles.member), DATABASE_OWNER_URL: urlAs('hopyard') }), roles.member],
  ])('goes on for %s', async (_who, environment, role) => {
    const { server, stop } = await open(environment());
    const pool = openPool(server, { max: 1, name: 'test' });
    expect((await pool<{ role: string }[]>`select current_user as role`)[0]).toEqual({ role });
    await pool.end();
    await stop();
  });
});

test('the commands of the operator connect as the server does, and are stopped alike', async () => {
  const as = async (connection: Parameters<typeof openPool>[0]) => {
    const pool = openPool(connection, { max: 1, name: 'test' });
    return checkBound(pool).then(() => 'bound', (error: Error) => error.message).finally(() => pool.end());
  };
  expect(await as(serverConnection(urlAs('hopyard'), null))).toBe('bound');
  expect(await as(serverConnection(urlAs('hopyard'), urlAs('hopyard')))).toContain('does not bind');
});
