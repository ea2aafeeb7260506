import { endpoint, type AnyEndpoint } from '../../kernel/endpoint.ts';
import type { OrganizationId } from '../../kernel/id.ts';
import { invalidInput, Refusal } from '../../kernel/problem.ts';
import { clockOf, daysBetween } from './calendar.ts';
import { ReadUsage, rangeOf, usageView, UsageView } from './contract.ts';
import { mayRead } from './policy.ts';
import * as usage from './store.ts';

const read = endpoint({
  operation: 'usage.read',
  summary: 'Cluster hours by day and cluster, in the organization’s time zone (M05)',
  method: 'GET', path: '/organizations/:organizationId/usage', access: 'member', reads: true,
  input: ReadUsage,
  output: UsageView,
  load: ({ tx }, { organizationId }) => usage.findClusters(tx, organizationId as OrganizationId),
  allow: (actor, { organizationId }) => mayRead(actor, organizationId),
  run: async ({ tx, now }, { organizationId, timeZone, clusters }, input) => {
    const clock = clockOf(timeZone);
    const range = rangeOf(input, clock, now);
    if ('wrong' in range) throw new Refusal(invalidInput([range.wrong]));
    const days = daysBetween(range.from, range.to, clock);
    const until = days.at(-1)?.endMs ?? now.getTime();
    const changes = await usage.listStateChanges(tx, organizationId, new Date(days[0]?.startMs ?? until), new Date(until));
    return usageView({ ...range, timeZone, days, clusters, changes, now });
  },
});

export const usageEndpoints: AnyEndpoint[] = [read];
