/**
 * Where an organization's clusters run. Connected once, used by every member (M04).
 * The first one connected becomes the organization's default. It is not a cloud's own account object, and holds no secret for `local`.
 */
import type { CloudAccountId, OrganizationId, UserId } from '../../kernel/id.ts';
import { allowed, conflict, type Verdict } from '../../kernel/verdict.ts';

export type CloudAccountKind = 'local';

export type CloudAccount = {
  id: CloudAccountId;
  organizationId: OrganizationId;
  kind: CloudAccountKind;
  name: string;
  createdBy: UserId;
  createdAt: Date;
};

/** A cloud account as it is listed: with what depends on it. */
export type ListedCloudAccount = CloudAccount & { isDefault: boolean; clusterNames: string[] };

export const can = {
  makeDefault: (account: ListedCloudAccount): Verdict =>
    account.isDefault ? conflict('This is the default cloud account already.') : allowed,
  delete: (account: ListedCloudAccount): Verdict =>
    account.clusterNames.length === 0 ? allowed : conflict(`${quoted(account.clusterNames)} ${account.clusterNames.length === 1 ? 'is' : 'are'} still in it. Terminate first.`),
} as const;

/** Whether this installation offers that kind at all. */
export function canConnect(kind: CloudAccountKind, offered: { localClusters: boolean }): Verdict {
  if (kind === 'local' && !offered.localClusters) {
    return conflict('This installation runs no clusters on its own machine. The operator can allow it with LOCAL_CLUSTERS=on.');
  }
  return allowed;
}

function quoted(names: string[]): string {
  const shown = names.slice(0, 3).map((name) => `“${name}”`);
  const more = names.length > 3 ? [`${names.length - 3} more`] : [];
  const all = [...shown, ...more];
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
