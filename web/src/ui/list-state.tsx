import type { ReactNode } from 'react';
import { ProblemAlert } from './problem-alert.tsx';
import { RowsSkeleton } from './rows-skeleton.tsx';

type Props = {
  list: { isPending: boolean; isSuccess: boolean; error: unknown; refetch: () => unknown };
  /** How the list is called, for who listens: "the members". */
  what: string;
  rows: number;
  isEmpty: boolean;
  /** What is said when it is read and nothing is in it. */
  empty: ReactNode;
};

/** A list while it is being read, when it could not be, and when it is empty. */
export function ListState({ list, what, rows, isEmpty, empty }: Props) {
  return (
    <>
      {list.isPending && <RowsSkeleton rows={rows} what={what} />}
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      {list.isSuccess && isEmpty && empty}
    </>
  );
}
