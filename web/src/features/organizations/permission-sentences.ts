import type { Permissions } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';

export const permissionSentences: [keyof Permissions, string][] = [
  ['membersCanInvite', 'Non admin members can invite new members'],
  ['membersCanCreateAndTerminate', 'Non admin members can create and terminate clusters'],
  ['membersCanOpenPorts', 'Non admin members can open clusters ports'],
];

/** Those whose value differs, in words. */
export const differences = (mine: Permissions, newer: Permissions): { sentence: string; mine: boolean; newer: boolean }[] =>
  permissionSentences.filter(([key]) => mine[key] !== newer[key]).map(([key, sentence]) => ({ sentence, mine: mine[key], newer: newer[key] }));

/** "They concern 7 ordinary members." */
export const whomTheyConcern = (ordinaryMembers: number): string =>
  ordinaryMembers === 0 ? 'There is no ordinary member yet whom they would concern.' : `They concern ${plural(ordinaryMembers, 'ordinary member')}.`;
