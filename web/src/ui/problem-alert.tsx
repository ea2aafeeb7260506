import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { asProblem } from '../api/problem.ts';

/** A refusal or failure in the server's words, what to do next, and a way to try again where that can help. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  if (!error) return null;
  const problem = asProblem(error);
  return (
    <Alert color="brick" variant="light" role="alert" icon={<IconAlertTriangle size={18} />} title={problem.message}>
      {problem.next && <Text size="sm">{problem.next}</Text>}
      {onRetry && (
        <Button size="compact-sm" variant="default" mt={problem.next ? 'xs' : 0} onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
