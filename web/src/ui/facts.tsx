import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Names and values, one below the other. */
export function Facts({ items }: { items: (readonly [string, ReactNode])[] }) {
  return (
    <dl className={classes['facts']}>
      {items.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="breakable">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
