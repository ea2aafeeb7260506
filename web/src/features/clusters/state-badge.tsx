import { Loader } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconPlayerPause } from '@tabler/icons-react';
import { stateWords, toneOf } from './cluster-state.ts';
import classes from './state-badge.module.css';

const icons = {
  good: <IconCircleCheck size={16} aria-hidden="true" />,
  busy: <Loader size={13} color="currentColor" aria-hidden="true" />,
  quiet: <IconPlayerPause size={15} aria-hidden="true" />,
  bad: <IconAlertTriangle size={15} aria-hidden="true" />,
};

export function StateBadge({ state }: { state: string }) {
  const tone = toneOf(state);
  return (
    <span className={classes['badge']} data-tone={tone} role="status">
      {icons[tone]}
      {stateWords(state)}
    </span>
  );
}
