import { expect, test } from 'vitest';
import { rolesOf } from './group-mapping.ts';

const mapping = 'acme-admins->HOPS_ADMIN; acme-users->HOPS_USER ;crew->HOPS_USER,HOPS_SERVICE_USER';

test.each<[string[], string, string[]]>([
  [['acme-admins'], mapping, ['HOPS_ADMIN']],
  [['acme-admins', 'acme-users'], mapping, ['HOPS_ADMIN', 'HOPS_USER']],
  [['crew'], mapping, ['HOPS_USER', 'HOPS_SERVICE_USER']],
  [['ACME-USERS'], mapping, []],
  [[], mapping, []],
  [[], 'ANY_GROUP->HOPS_USER', ['HOPS_USER']],
  [['x'], 'ANY_GROUP->HOPS_USER;x->HOPS_ADMIN', ['HOPS_USER', 'HOPS_ADMIN']],
  [['x'], 'x->ROOT', []],
  [['x'], '', []],
  [['x'], 'x', []],
])('groups %j under %j give %j', (groups, text, roles) => {
  expect(rolesOf(groups, text)).toEqual(roles);
});
