import { useState } from 'react';

type Thing = { id: string };

export type Selection<Item extends Thing> = {
  chosen: Item[];
  has: (item: Item) => boolean;
  toggle: (item: Item) => void;
  all: boolean;
  some: boolean;
  toggleAll: () => void;
  clear: () => void;
};

/** What is ticked among the rows that are loaded; what leaves the list leaves the selection. */
export function useSelection<Item extends Thing>(items: readonly Item[], isCandidate: (item: Item) => boolean = () => true): Selection<Item> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const candidates = items.filter(isCandidate);
  const chosen = candidates.filter(({ id }) => ids.has(id));
  const all = candidates.length > 0 && chosen.length === candidates.length;
  return {
    chosen, all, some: chosen.length > 0 && !all,
    has: ({ id }) => ids.has(id),
    toggle: ({ id }) => setIds(ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : new Set([...ids, id])),
    toggleAll: () => setIds(new Set(all ? [] : candidates.map(({ id }) => id))),
    clear: () => setIds(new Set()),
  };
}
