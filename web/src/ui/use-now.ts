import { useEffect, useState } from 'react';

/** The time now, renewed every so often, and exactly at `boundary` when that comes first. */
export function useNow(everyMs = 30_000, boundary: string | null = null): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const untilBoundary = boundary ? new Date(boundary).getTime() - Date.now() + 50 : Number.POSITIVE_INFINITY;
    const timer = setTimeout(() => setNow(new Date()), untilBoundary > 0 ? Math.min(everyMs, untilBoundary) : everyMs);
    return () => clearTimeout(timer);
  }, [now, everyMs, boundary]);
  return now;
}
