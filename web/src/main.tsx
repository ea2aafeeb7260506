import './ui/library.css';
import './ui/global.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keys } from './api/keys.ts';
import { asProblem } from './api/problem.ts';
import { paths, signInThen } from './paths.ts';
import { router } from './routes.tsx';
import { ToastPlace } from './ui/toast-place.tsx';
import { cssVariables, theme } from './ui/theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const colorSchemes = localStorageColorSchemeManager({ key: 'hopyard-color-scheme' });

/** Whoever is signed out meanwhile signs in again and comes back to the same place; who is suspended sees the page that says so. */
function onRefused(error: unknown): void {
  const { pathname, search } = window.location;
  const inside = pathname === paths.root || pathname.startsWith('/o/');
  const { status, code } = asProblem(error);
  if (inside && status === 401) router.history.push(signInThen(pathname + search));
  if (inside && code === 'suspended') void queries.invalidateQueries({ queryKey: keys.self });
}

const isPassing = (error: unknown): boolean => [0, 502, 503, 504].includes(asProblem(error).status);

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: onRefused }),
  mutationCache: new MutationCache({ onError: onRefused }),
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (count, error) => count < 2 && isPassing(error), retryDelay: (count) => 400 * 2 ** count },
  },
});

const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" colorSchemeManager={colorSchemes} getStyleNonce={() => nonce}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <ToastPlace />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
