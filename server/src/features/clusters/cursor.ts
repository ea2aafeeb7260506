/** The place in a list of clusters: the last one seen, newest first. */
export type ClusterCursor = { createdAt: string; id: string };

export const writeCursor = ({ createdAt, id }: { createdAt: Date; id: string }): string => `${createdAt.toISOString()}_${id}`;

/** `null` for anything that is not such a cursor. */
export function readCursor(cursor: string): ClusterCursor | null {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor);
  return match?.[1] && match[2] ? { createdAt: match[1], id: match[2] } : null;
}
