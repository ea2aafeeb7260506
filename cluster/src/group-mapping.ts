/** Which roles the groups of a person give: `group->ROLE[,ROLE];group2->ROLE`, where `ANY_GROUP` is everybody. Pure. */
import { isGroupName, type GroupName } from './accounts.ts';

/** Only roles a remote account can have; unknown ones and unreadable parts give nothing. */
export function rolesOf(groups: readonly string[], mapping: string): GroupName[] {
  const roles = new Set<GroupName>();
  for (const part of mapping.split(';')) {
    const [group = '', names = ''] = part.split('->').map((side) => side.trim());
    if (group !== 'ANY_GROUP' && !groups.includes(group)) continue;
    for (const name of names.split(',').map((each) => each.trim())) if (isGroupName(name)) roles.add(name);
  }
  return [...roles];
}
