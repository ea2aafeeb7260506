import { Done, endpoint, loadPerson, Nothing, type AnyEndpoint } from '../../kernel/endpoint.ts';
import type { Scope } from '../../kernel/scope.ts';
import { toPage } from '../../kernel/page.ts';
import type { Person } from '../../kernel/actor.ts';
import * as organizations from '../organizations/store.ts';
import { mayChangeSignIn } from '../users/policy.ts';
import { EndedSessions, EndSession, ListSessions, SessionPage } from './contract.ts';
import type { SessionPorts } from './ports.ts';
import { browserName, readPlace, type Session } from './session.ts';

const view = ({ id, createdAt, lastUsedAt, address, userAgent }: Session, currentId: string) => ({
  id, current: id === currentId, browser: browserName(userAgent), address, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt.toISOString(),
});

/** Open pages of the person look again at whether they are still signed in, before the answer is sent. */
async function closePages({ tx, announce }: Scope, { userId }: Person): Promise<void> {
  for (const { id } of await organizations.listOf(tx, userId, null, 1000)) announce(id, 'members', userId);
}

const list = (ports: SessionPorts) => endpoint({
  operation: 'sessions.list',
  summary: 'The browsers in which you are signed in',
  method: 'GET', path: '/me/sessions', access: 'signed-in', reads: true,
  input: ListSessions,
  output: SessionPage,
  load: loadPerson,
  allow: mayChangeSignIn,
  run: async ({ tx, now }, { userId, sessionId }, { cursor, limit }) => {
    const rows = await ports.listSessions(tx, userId, { after: readPlace(cursor), limit: limit + 1 }, now);
    return toPage(rows, limit, ({ place }) => place, (row) => view(row, sessionId));
  },
});

const end = (ports: SessionPorts) => endpoint({
  operation: 'sessions.end',
  summary: 'Sign out in one browser; what clusters hold through it ends too',
  method: 'DELETE', path: '/me/sessions/:sessionId', access: 'signed-in', locks: 'own',
  input: EndSession,
  output: Done,
  load: async (scope, { sessionId }) => {
    const person = await loadPerson(scope);
    const session = person && (await ports.findSession(scope.tx, person.userId, sessionId, scope.now));
    return person && session ? { person, session } : null;
  },
  allow: (actor) => mayChangeSignIn(actor),
  run: async (scope, { person, session }) => {
    await ports.endSession(scope.tx, person.userId, session.id);
    await closePages(scope, person);
    scope.emit({ operation: 'sessions.end', organizationId: null, subject: person.userId, before: { browser: browserName(session.userAgent) }, after: null });
    return {};
  },
});

const endOthers = (ports: SessionPorts) => endpoint({
  operation: 'sessions.endOthers',
  summary: 'Sign out in every other browser',
  method: 'POST', path: '/me/sessions/end-others', access: 'signed-in', locks: 'own',
  input: Nothing,
  output: EndedSessions,
  load: loadPerson,
  allow: mayChangeSignIn,
  run: async (scope, person) => {
    const ended = await ports.endOtherSessions(scope.tx, person.userId, person.sessionId);
    await closePages(scope, person);
    scope.emit({ operation: 'sessions.endOthers', organizationId: null, subject: person.userId, before: { others: ended }, after: { others: 0 } });
    return { ended };
  },
});

export const sessionEndpoints = (ports: SessionPorts): AnyEndpoint[] => [list(ports), end(ports), endOthers(ports)];
