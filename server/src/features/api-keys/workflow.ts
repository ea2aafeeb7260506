import type { Job } from '../../kernel/job.ts';
import { expiryLetter } from './letters.ts';
import * as apiKeys from './store.ts';

/** Tells the owner and the administrators once, a week before a key of their organization ends. */
export const apiKeyJobs: Job[] = [
  {
    name: 'api-keys.remind',
    schedule: '23 * * * *',
    async run(work) {
      const ending = await work.within(({ tx }) => apiKeys.listToRemind(tx));
      for (const { id, organizationId } of ending) {
        await work.within(async (scope) => {
          await scope.enter(organizationId);
          const key = await apiKeys.markReminded(scope.tx, organizationId, id, scope.now);
          if (!key) return;
          for (const to of await apiKeys.listAdministratorAddresses(scope.tx, organizationId)) scope.mail(expiryLetter(to, key, scope.settings.publicUrl));
        });
      }
    },
  },
];
