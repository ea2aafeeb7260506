import type { Configuration } from './configuration.ts';
import type { Faults } from './faults.ts';
import type { Log } from './log.ts';
import type { LogInStates } from './oidc/states.ts';
import type { Providers } from './oidc/provider.ts';
import type { Profile } from './profile.ts';
import type { BrowserSessions } from './sessions.ts';
import type { Database } from './store/database.ts';
import type { Tokens } from './tokens.ts';

/** Everything the routes of a running cluster work with. */
export type World = {
  configuration: Configuration;
  profile: Profile;
  database: Database;
  tokens: Tokens;
  sessions: BrowserSessions;
  logInStates: LogInStates;
  providers: Providers;
  faults: Faults;
  log: Log;
  now: () => Date;
  /** False while only the administration listener is open: then nobody but local administrators may come in. */
  isPublic: () => boolean;
};
