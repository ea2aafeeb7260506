/** The four service bundles of a cluster: what they are called, and which ports they stand for (M16). */
import { bundles, standardPorts, type Bundle, type Place } from './driver.ts';

export type ServicesWanted = Record<Bundle, boolean>;
export type ServicesSeen = Partial<Record<Bundle, { open: boolean; error: string | null }>>;

const labels: Record<Bundle, string> = {
  featureStore: 'Feature store',
  onlineFeatureStore: 'Online Feature Store',
  kafka: 'Kafka',
  ssh: 'SSH',
};

export const allClosed: ServicesWanted = { featureStore: false, onlineFeatureStore: false, kafka: false, ssh: false };

export type ServiceRow = {
  key: Bundle; label: string; ports: number[]; address: string | null; wanted: boolean; seen: boolean; error: string | null;
};

export function serviceRows(wanted: ServicesWanted, seen: ServicesSeen, place: Place | null): ServiceRow[] {
  return bundles.map((key) => ({
    key,
    label: labels[key],
    ports: [...(place?.servicePorts[key] ?? standardPorts[key])],
    address: place?.address ?? null,
    wanted: wanted[key],
    seen: seen[key]?.open ?? false,
    error: wanted[key] ? (seen[key]?.error ?? null) : null,
  }));
}

/** Whether what is open is what is wanted; `refused` when only a port that cannot be had stands between. */
export function compareServices(wanted: ServicesWanted, seen: ServicesSeen): 'match' | 'differ' | 'refused' {
  const open = bundles.filter((key) => (seen[key]?.open ?? false) !== wanted[key]);
  if (open.length === 0) return 'match';
  return open.every((key) => wanted[key] && seen[key]?.error) ? 'refused' : 'differ';
}
