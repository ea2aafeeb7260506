import { useLocation, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

type Query = Record<string, string>;

/**
 * The query of the address as the state of a page, so that a link shows the same and the back button works.
 * An empty value is left out. `replace` for what is typed: a letter is no step to go back to.
 */
export function useAddressState(): [Query, (change: Query, how?: { replace?: boolean }) => void] {
  const router = useRouter();
  const { search } = useLocation();
  const change = useCallback(
    (changed: Query, { replace = false }: { replace?: boolean } = {}) => {
      const { pathname, search: now } = router.state.location;
      const next = Object.fromEntries(Object.entries({ ...(now as Query), ...changed }).filter(([, value]) => value !== ''));
      void router.navigate({ to: pathname, search: next as never, replace, resetScroll: false });
    },
    [router],
  );
  return [search as Query, change];
}
