import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { isWrittenInstant, PageQuery, pageOf } from '../../kernel/page.ts';
import { Allowance, allowance } from '../../kernel/verdict.ts';
import { mayReveal, type PasswordFacts } from '../cluster-passwords/policy.ts';
import { isOffered, managesAdministrators } from '../cluster-versions/version.ts';
import { OrganizationPath } from '../organizations/contract.ts';
import { activationStateOf, stateOf, states, type Cluster } from './cluster.ts';
import { bundles, type Place } from './driver.ts';
import * as policy from './policy.ts';
import { serviceRows } from './services.ts';
import { stageView } from './stages.ts';

export const ClusterList = OrganizationPath.extend(PageQuery);
export const ClusterPath = OrganizationPath.extend({ clusterId: z.uuid() });
export const CreateCluster = OrganizationPath.extend({
  name: z.string().trim().min(1, 'Give the cluster a name.').max(40, 'A name has at most 40 characters.')
    .regex(/^(?:[\p{L}\p{N}][\p{L}\p{N} ._-]*)?$/u, 'Use letters, digits, spaces, dots, hyphens and underscores, and begin with a letter or a digit.'),
  /** Without one, the organization's default account. */
  cloudAccountId: z.uuid().optional(),
  version: z.string().refine(isOffered, 'This version is not offered.'),
  userManagement: z.enum(['managed', 'unmanaged'], 'Choose managed or unmanaged.').default('managed'),
});
export const UpdateServices = ClusterPath.extend({
  featureStore: z.boolean(), onlineFeatureStore: z.boolean(), kafka: z.boolean(), ssh: z.boolean(),
});

export const ClusterView = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  managesAdministrators: z.boolean(),
  cloudAccount: z.object({ id: z.string(), kind: z.enum(['local']), name: z.string() }),
  userManagement: z.enum(['managed', 'unmanaged']),
  state: z.enum(states),
  activationState: z.enum(['startable', 'stoppable', 'terminable']),
  stage: z.object({ words: z.string(), step: z.number().int(), of: z.number().int() }),
  fault: z.object({ message: z.string(), next: z.string() }).nullable(),
  /** Why the last try did not work, and when the next one is. */
  problem: z.object({ message: z.string(), nextTryAt: z.iso.datetime().nullable() }).nullable(),
  url: z.string().nullable(),
  openUrl: z.string().nullable(),
  apiUrl: z.string().nullable(),
  services: z.array(z.object({
    key: z.enum(bundles), label: z.string(), ports: z.array(z.number().int()), address: z.string().nullable(),
    wanted: z.boolean(), seen: z.boolean(), error: z.string().nullable(),
  })),
  createdBy: z.object({ id: z.string(), givenName: z.string(), familyName: z.string(), email: z.string() }),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  seenAt: z.iso.datetime().nullable(),
  lastHeartbeatAt: z.iso.datetime().nullable(),
  /** Of a managed cluster: how many of the accounts we keep are not yet as wanted. `held`: people a pass did not block without being told to (D09). */
  accounts: z.object({ total: z.number().int(), pending: z.number().int(), blockedPending: z.number().int(), held: z.number().int(), problem: z.string().nullable() }).nullable(),
  /** Of an unmanaged cluster (D08). */
  administrator: z.object({ email: z.string(), passwordChangedAt: z.iso.datetime().nullable(), passwordResetPending: z.boolean() }).nullable(),
  allows: z.object({
    start: Allowance, stop: Allowance, terminate: Allowance, retry: Allowance, open: Allowance, updateServices: Allowance, revealPassword: Allowance,
  }),
});
export const ClusterPage = pageOf(ClusterView);

/** The place in a list of clusters: the last one seen, newest first. */
export type ClusterCursor = { createdAt: string; id: string };

export const writeCursor = ({ createdAt, id }: { createdAt: Date; id: string }): string => `${createdAt.toISOString()}_${id}`;

/** `null` for anything that is not such a cursor. */
export function readCursor(cursor: string): ClusterCursor | null {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  return match?.[1] && match[2] && isWrittenInstant(match[1]) ? { createdAt: match[1], id: match[2] } : null;
}

/** A cluster with all that its card shows, as one statement reads it. */
export type ClusterCard = Cluster & {
  cloudAccount: { id: string; kind: 'local'; name: string };
  creator: { givenName: string; familyName: string; email: string };
  place: Place | null;
  administratorEmail: string;
  password: PasswordFacts;
  accounts: { total: number; pending: number; blockedPending: number; held: number; problem: string | null };
};

export function clusterView(card: ClusterCard, actor: Actor): z.input<typeof ClusterView> {
  const { id, name, version, cloudAccount, userManagement, fault, place, password } = card;
  const state = stateOf(card);
  const url = place?.pageUrl ?? null;
  return {
    id, name, version, cloudAccount, userManagement, state, fault, url,
    managesAdministrators: managesAdministrators(version),
    activationState: activationStateOf(state),
    stage: stageView(card.stage),
    problem: card.problem === null ? null : { message: card.problem, nextTryAt: iso(card.nextAttemptAt) },
    openUrl: url && state === 'running' ? (userManagement === 'managed' ? `${url}/autoOauth` : url) : null,
    apiUrl: place?.apiUrl ?? null,
    services: serviceRows(card.servicesWanted, state === 'running' ? card.seenServices : {}, place),
    createdBy: { id: card.createdBy, ...card.creator },
    createdAt: card.createdAt.toISOString(),
    startedAt: iso(card.startedAt),
    seenAt: iso(card.seenAt),
    lastHeartbeatAt: iso(card.lastHeartbeatAt),
    accounts: userManagement === 'managed' ? card.accounts : null,
    administrator: userManagement === 'managed' ? null
      : { email: card.administratorEmail, passwordChangedAt: iso(password.changedAt), passwordResetPending: password.resetWantedAt !== null },
    allows: allowances(card, actor),
  };
}

function allowances(card: ClusterCard, actor: Actor): z.input<typeof ClusterView>['allows'] {
  return {
    start: allowance(policy.mayStart(actor, card)),
    stop: allowance(policy.mayStop(actor, card)),
    terminate: allowance(policy.mayTerminate(actor, card)),
    retry: allowance(policy.mayRetry(actor, card)),
    open: allowance(policy.mayOpen(actor, card)),
    updateServices: allowance(policy.mayUpdateServices(actor, card)),
    revealPassword: allowance(mayReveal(actor, card, card.password)),
  };
}

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;
