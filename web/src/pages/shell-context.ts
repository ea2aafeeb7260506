import { createContext, useContext } from 'react';
import type { Organization, Self } from '../api/types.ts';

export type Shell = { self: Self; organization: Organization };

export const ShellContext = createContext<Shell | null>(null);

/** Who looks, and at which organization; only below the dashboard's frame. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('This page belongs inside the dashboard.');
  return shell;
}
