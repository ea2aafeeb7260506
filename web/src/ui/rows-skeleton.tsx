import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';

export function RowsSkeleton({ rows = 3, height = 38, what }: { rows?: number; height?: number; what: string }) {
  return (
    <Stack gap="sm" aria-busy="true">
      <VisuallyHidden role="status">Loading {what}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height} />
      ))}
    </Stack>
  );
}
