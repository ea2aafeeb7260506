import type { Person } from '../../kernel/actor.ts';
import { endpoint, type AnyEndpoint } from '../../kernel/endpoint.ts';
import type { ClusterId, OrganizationId } from '../../kernel/id.ts';
import { problem, Refusal } from '../../kernel/problem.ts';
import type { Vault } from '../../kernel/vault.ts';
import { sealedIn } from '../cluster-connections/connection.ts';
import * as connections from '../cluster-connections/store.ts';
import { ClusterPath } from '../clusters/contract.ts';
import * as clusters from '../clusters/store.ts';
import { PasswordView } from './contract.ts';
import { mayReveal } from './policy.ts';
import * as passwords from './store.ts';

const reveal = ({ vault }: { vault: Vault }) => endpoint({
  operation: 'cluster-passwords.reveal', summary: 'Show the administrator password of an unmanaged cluster; who saw it is recorded (D08)',
  method: 'POST', path: '/organizations/:organizationId/clusters/:clusterId/password', access: 'member', locks: 'membership', secrets: ['password'],
  input: ClusterPath, output: PasswordView,
  load: ({ tx }, { organizationId, clusterId }) => clusters.findForUpdate(tx, organizationId as OrganizationId, clusterId as ClusterId),
  allow: (actor, card) => mayReveal(actor, card, card.password),
  run: async ({ tx, actor, now, newId, emit }, card) => {
    const connection = await connections.get(tx, card.id);
    if (!connection.sealedAdministratorPassword) throw new Refusal(problem(409, 'conflict', 'There is no password yet.'));
    const { userId } = actor as Person;
    await passwords.addShowing(tx, { id: newId(), organizationId: card.organizationId, clusterId: card.id, userId, shownAt: now });
    emit({ operation: 'cluster-passwords.reveal', organizationId: card.organizationId, subject: card.id, before: null, after: { shownTo: userId } });
    const password = vault.open(connection.sealedAdministratorPassword, sealedIn(connection));
    return { email: card.administratorEmail, password, changedAt: card.password.changedAt?.toISOString() ?? null };
  },
});

export const clusterPasswordEndpoints = (ports: { vault: Vault }): AnyEndpoint[] => [reveal(ports)];
