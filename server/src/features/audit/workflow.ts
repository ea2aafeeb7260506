/** Seals what was written since: the chain is made by one at a time, so that a change never waits for the one before it. */
import type { OrganizationId } from '../../kernel/id.ts';
import type { Job, Work } from '../../kernel/job.ts';
import { sealAfter } from './chain.ts';
import * as audit from './store.ts';

const sealedAtOnce = 500;

/** In the order of their ids as far as they can be seen; who commits later is sealed later. */
async function sealSome(work: Work, organizationId: OrganizationId | null): Promise<number> {
  return work.within(async (scope) => {
    if (organizationId) await scope.enter(organizationId);
    const waiting = await audit.takeUnsealed(scope.tx, organizationId, sealedAtOnce);
    if (waiting.length === 0) return 0;
    const seals = sealAfter(scope.hashSecret, await audit.findLastSeal(scope.tx, organizationId), waiting);
    await audit.seal(scope.tx, organizationId, seals, scope.now);
    return seals.length;
  });
}

const seal: Job = {
  name: 'audit.seal',
  schedule: '* * * * *',
  async run(work) {
    for (const organizationId of await work.within(({ tx }) => audit.listUnsealed(tx))) {
      await work.exclusively(`audit.seal ${organizationId ?? 'people'}`, async () => {
        while ((await sealSome(work, organizationId)) === sealedAtOnce);
      });
    }
  },
};

export const auditJobs: Job[] = [seal];
