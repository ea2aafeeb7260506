import { groups } from './accounts.ts';
import type { User } from './store/users.ts';

export const apiBase = '/hopsworks-api/api';
export const remoteBase = '/hopsworks-remote-user-api/api/remote/user';

/** How Hopsworks shows a user; its list names the kind of remote account where a single read says only that it is remote. */
export function profileView(user: User, where: 'list' | 'single') {
  const remote = where === 'list' ? user.remoteType : user.remoteType && 'REMOTE_ACCOUNT_TYPE';
  return {
    href: `${apiBase}/users/${user.id}`,
    id: user.id,
    firstname: user.firstName,
    lastname: user.lastName,
    email: user.email,
    username: user.username,
    accountType: remote ?? 'M_ACCOUNT_TYPE',
    twoFactor: false,
    toursState: 0,
    status: user.status,
    maxNumProjects: user.maxProjects,
    numActiveProjects: user.projectCount,
    activated: user.createdAt,
    role: groups.filter((group) => user.roles.includes(group.groupName)),
  };
}
