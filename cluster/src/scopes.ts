/** What an API key may be for. Privileged scopes need the administrator's role at creation and at every use. */
const ordinary = [
  'JOB',
  'DATASET_VIEW',
  'DATASET_CREATE',
  'DATASET_DELETE',
  'SERVING',
  'FEATURESTORE',
  'PROJECT',
  'KAFKA',
  'MODELREGISTRY',
  'USER',
  'GIT',
  'PYTHON_LIBRARIES',
] as const;
const privileged = ['ADMIN', 'ADMINISTER_USERS', 'ADMINISTER_USERS_REGISTER', 'AUTH'] as const;

export type ApiScope = (typeof ordinary)[number] | (typeof privileged)[number];

export const ordinaryScopes: readonly ApiScope[] = ordinary;
export const allScopes: readonly ApiScope[] = [...ordinary, ...privileged];
export const isScope = (value: string): value is ApiScope => (allScopes as readonly string[]).includes(value);
export const isPrivileged = (scope: ApiScope): boolean => (privileged as readonly string[]).includes(scope);
