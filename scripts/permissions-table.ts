/** docs/permissions.md: role × permission × operation, so that a change of policy is a readable difference. */
import type { Permissions, Role } from '../server/src/kernel/actor.ts';
import { keyScopes } from '../server/src/features/access/scopes.ts';
import { grantedTo, grants, type OrganizationOperation } from '../server/src/features/access/permissions.ts';

const off: Permissions = { membersCanInvite: false, membersCanCreateAndTerminate: false, membersCanOpenPorts: false };
const columns: { title: string; role: Role; permissions: Permissions }[] = [
  { title: 'owner', role: 'owner', permissions: off },
  { title: 'administrator', role: 'administrator', permissions: off },
  { title: 'member', role: 'member', permissions: off },
  { title: 'member, may invite', role: 'member', permissions: { ...off, membersCanInvite: true } },
  { title: 'member, may create and terminate', role: 'member', permissions: { ...off, membersCanCreateAndTerminate: true } },
  { title: 'member, may open ports', role: 'member', permissions: { ...off, membersCanOpenPorts: true } },
];

export function permissionsTable(): string {
  const rows = (Object.keys(grants) as OrganizationOperation[]).map((operation) => {
    const cells = columns.map(({ role, permissions }) => (grantedTo(role, permissions, operation) ? 'yes' : ''));
    return `| \`${operation}\` | ${cells.join(' | ')} | ${keyScopes[operation] ?? 'never'} |`;
  });
  return `# Who may do what

Generated from \`server/src/features/access/permissions.ts\`. Rows are the operations inside an organization; the three permissions
of an organization (M14, M15, M16) add to what an ordinary member may do. What also depends on the thing itself (an invitation
that somebody else sent, the owner, oneself, the password of an unmanaged cluster, which ordinary
members see only on a cluster that they created and until it is first changed: D08) stands in the \`policy.ts\` of its feature.

The last column is the scope that an API key needs besides the role: a personal key has the role of its person as it is now, a key
of the organization its own. Never: what a person does himself. Whatever is not in this table (a person's own account) is never done by a key.

| operation | ${columns.map(({ title }) => title).join(' | ')} | API key |
|---|${columns.map(() => '---').join('|')}|---|
${rows.join('\n')}
`;
}
