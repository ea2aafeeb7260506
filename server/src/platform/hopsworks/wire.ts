/** The shapes that a cluster answers with (cluster-contract A.4, A.6, B.1). A list may be null or absent when it is empty. */
import { z } from 'zod';
import { HopsworksError, type HopsworksAccount } from '../../features/cluster-accounts/hopsworks.ts';

/** In the order of their numbers, 0 to 7. */
const statuses = ['new', 'verified', 'activated', 'deactivated', 'blocked', 'lost-mobile', 'spam', 'temporary-password'] as const;

const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).nullish().transform((items) => items ?? []);
const text = z.string().nullish().transform((value) => value ?? '');

const profile = z.object({
  id: z.number().int(),
  username: z.string(),
  email: z.string(),
  firstname: text,
  lastname: text,
  accountType: z.string(),
  status: z.number().int().min(0).max(statuses.length - 1),
  role: listOf(z.object({ groupName: z.string() })),
});

export const shapes = {
  accounts: z.object({ items: listOf(profile), count: z.number().int().nullish() }),
  remoteIdentity: z.object({ uuid: z.string(), email: z.string() }),
  versions: z.array(z.object({ software: z.string(), version: z.string() })),
  authenticationStatus: z.object({
    loginDisabled: z.boolean().nullish(),
    openIdProviders: listOf(z.object({ providerName: z.string() })),
  }),
  newKey: z.object({ key: z.string().min(1) }),
  newPassword: z.object({ password: z.string().min(1) }),
  clients: z.object({ items: listOf(z.object({ id: z.number().int(), clientId: z.string() })) }),
};

type Profile = z.output<typeof profile>;

/** Lists say OAUTH2, LDAP or KRB where a single account says REMOTE_ACCOUNT_TYPE; only M_ACCOUNT_TYPE has a password there. */
export function accountOf(found: Profile): HopsworksAccount {
  return {
    id: found.id,
    username: found.username,
    email: found.email,
    givenName: found.firstname,
    familyName: found.lastname,
    kind: found.accountType === 'M_ACCOUNT_TYPE' ? 'local' : 'remote',
    status: statuses[found.status] ?? 'new',
    roles: found.role.map((role) => role.groupName),
  };
}

/** The answer in its shape; something else at that address is named, without repeating what it said. */
export function read<Shape extends z.ZodType>(shape: Shape, json: unknown): z.output<Shape> {
  const parsed = shape.safeParse(json);
  if (!parsed.success) throw new HopsworksError(200, null, 'The cluster answered in a form that Hopsworks does not use: is this address a Hopsworks cluster?');
  return parsed.data;
}

/** Names there hold 30 characters; a longer one would refuse the whole account. */
export function cutName(name: string): string {
  const cut = name.slice(0, 30);
  // Half of a character made of two units would not be a character.
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}
