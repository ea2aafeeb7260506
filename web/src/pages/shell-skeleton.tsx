import { Skeleton, VisuallyHidden } from '@mantine/core';
import classes from './shell.module.css';

/** The dashboard's outline while it is not known yet who looks. */
export function ShellSkeleton() {
  return (
    <div aria-busy="true">
      <VisuallyHidden role="status">Loading the dashboard</VisuallyHidden>
      <div className={classes['bar']} />
      <div className={classes['content']}>
        <Skeleton height={32} width={180} mb="lg" mt="xl" />
        <Skeleton height={180} radius="lg" />
      </div>
    </div>
  );
}
