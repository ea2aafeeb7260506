/** How accounts come to be: by an administrator, and at the first single sign-on. Throw the refusals of Hopsworks. */
import { isEmail, limits, usernameFor, type GroupName } from './accounts.ts';
import { RestError } from './errors.ts';
import { rolesOf } from './group-mapping.ts';
import type { Database } from './store/database.ts';
import * as users from './store/users.ts';
import * as variables from './store/variables.ts';

type Person = { email: string; givenName: string; surname: string };
type Account = Pick<users.NewUser, 'passwordHash' | 'status' | 'maxProjects'> & {
  remoteType: 'OAUTH2' | null;
  uuid: string | null;
  roles: readonly GroupName[];
};

function requirePerson({ email, givenName, surname }: Person): void {
  if (!isEmail(email)) throw new RestError('badEmail');
  if (givenName.trim() === '' || surname.trim() === '') throw new RestError('emptyName');
  // Hopsworks has no rule for these; its database refuses them, and that is a 500.
  if (givenName.length > limits.name || surname.length > limits.name) throw new RestError('unknownFailure', `A name has at most ${limits.name} characters.`);
}

/** Stores a new account and returns it. Address and identity are compared across both kinds of account. */
export function addAccount(database: Database, person: Person, account: Account, now: Date): users.User {
  requirePerson(person);
  const email = person.email.toLowerCase();
  if (account.uuid !== null && account.uuid.length > limits.uuid)
    throw new RestError('unknownFailure', `Client and subject together have at most ${limits.uuid - 1} characters.`);
  if (users.findByEmail(database, email) || (account.uuid !== null && users.findByUuid(database, account.uuid))) throw new RestError('userExists');
  const id = users.insert(database, {
    ...account,
    roles: [...account.roles],
    email,
    username: usernameFor(email, (username) => users.isUsernameTaken(database, username)),
    firstName: person.givenName,
    lastName: person.surname,
    createdAt: now.toISOString(),
  });
  const user = users.find(database, id);
  if (!user) throw new Error('A user that was just stored is not there');
  return user;
}

/** Null while the mapping is off: then single sign-on leaves roles as they are. */
export function mappedRoles(database: Database, groups: readonly string[]): GroupName[] | null {
  if (!variables.isOn(database, 'oauth_group_mapping_enabled')) return null;
  return rolesOf(groups, variables.text(database, 'oauth_group_mapping'));
}
