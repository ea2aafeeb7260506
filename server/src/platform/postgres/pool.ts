/** Connections to PostgreSQL, and the small surface through which stores speak to it. */
import postgres from 'postgres';
import type { Tx } from '../../kernel/scope.ts';

export type Pool = postgres.Sql;

/** Options for postgres.js; `host` is the folder of a Unix socket. */
export type SocketConnection = { host: string; user: string; database: string };

/** Where and as whom; to a URL with the role to act as after logging in. */
export type Connection = SocketConnection | { url: string; role?: string };

type PoolOptions = { max: number; name: string };

/** Connects with the first statement. `name` is what PostgreSQL shows of each connection. */
export function openPool(connection: Connection, { max, name }: PoolOptions): Pool {
  // By default the waits between attempts grow to 20 s, and every request waits that long after a long outage.
  const backoff = (attempts: number) => Math.min(0.05 * attempts, 0.3);
  const shared = { max, backoff, onnotice: () => undefined, connect_timeout: 5, transform: { undefined: null } };
  if (!('url' in connection)) return postgres({ ...shared, ...connection, connection: { application_name: name } });
  const role = connection.role ? { role: connection.role } : {};
  return postgres(connection.url, { ...shared, connection: { application_name: name, ...role } });
}

type Unsafe = Pick<postgres.Sql, 'unsafe'>;

/** Every statement is prepared once per connection and sent with its parameters. */
export const asTx = (sql: Unsafe): Tx => ({
  query: async <Row>(text: string, parameters: readonly unknown[] = []) =>
    [...(await sql.unsafe(text, parameters as postgres.ParameterOrJSON<never>[], { prepare: true }))] as Row[],
});

/** Runs one at a time per key over all processes that use this database, and waits for its turn. */
export function createLocks(connection: Connection) {
  const pool = openPool(connection, { max: 8, name: 'hopyard locks' });
  return {
    async exclusively<T>(key: string, work: () => Promise<T>): Promise<T> {
      const held = await pool.reserve();
      try {
        await held`select pg_advisory_lock(hashtextextended(${key}, 0))`;
        try {
          return await work();
        } finally {
          await held`select pg_advisory_unlock(hashtextextended(${key}, 0))`;
        }
      } finally {
        held.release();
      }
    },
    close: () => pool.end({ timeout: 2 }),
  };
}
