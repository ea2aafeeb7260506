import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, type RefObject } from 'react';

/** A link to the accounts of one cluster opens its Users tab and brings its card into sight. */
export function useTabOfAddress(clusterId: string): { card: RefObject<HTMLDivElement | null>; first: 'users' | 'general' } {
  const { search } = useLocation();
  const card = useRef<HTMLDivElement>(null);
  const isMeant = (search as Record<string, string>)['users'] === clusterId;
  useEffect(() => {
    if (isMeant) card.current?.scrollIntoView({ block: 'start' });
  }, [isMeant]);
  return { card, first: isMeant ? 'users' : 'general' };
}
