import { Skeleton, VisuallyHidden } from '@mantine/core';
import classes from './shell.module.css';

/** The dashboard's outline while it is not known yet who looks. */
export function ShellSkeleton() {
  return (
    <div aria-busy="true">
      <div className={classes['bar']} />
      <main className={classes['content']}>
        <VisuallyHidden component="h1">Loading the dashboard</VisuallyHidden>
        <Skeleton height={32} width={180} mb="lg" mt="xl" />
        <Skeleton height={180} radius="lg" />
      </main>
    </div>
  );
}
