/** What the control plane may answer to a heartbeat. Pure. */
import { z } from 'zod';

const nodeTypes = ['localhost', 'master', 'worker', 'ndb_mgm', 'ndb_ndbd', 'mysqld', 'ndb_api', 'rondb_all-in-one', 'secondary'] as const;
const optionalText = z.string().nullish();
const nodeSchema = z.strictObject({
  nodeId: optionalText,
  host: z.string().min(1),
  ip: optionalText,
  instanceType: optionalText,
  instanceState: optionalText,
  nodeType: z.enum(nodeTypes),
});
const command = { id: z.string() };
const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...command, type: z.literal('REMOVE_NODES'), nodesToRemove: z.record(z.string(), z.int()) }),
  z.strictObject({ ...command, type: z.literal('DECOMMISSION_NODE'), host: z.string(), nodeId: z.string() }),
  ...(['BACKUP', 'RESTORE', 'BACKUP_DONE', 'DELETE_BACKUP'] as const).map((type) =>
    z.strictObject({ ...command, type: z.literal(type), backupId: z.string() }),
  ),
]);

type Version = { major: number; minor: number; patch: number };

// Closed: one part that does not fit loses the whole answer, the blocked included, as on a real cluster.
const answerSchema = (version: Version) =>
  z.strictObject({
    code: z.literal(200),
    status: z.literal('OK'),
    message: z.string(),
    payload: z.strictObject({
      version: z.strictObject({ major: z.literal(version.major), minor: z.literal(version.minor), patch: z.literal(version.patch) }),
      workers: z.array(nodeSchema),
      commands: z.array(commandSchema),
      blockedUsers: z.array(z.string()),
    }),
  });

export type Payload = z.output<ReturnType<typeof answerSchema>>['payload'];

/** What the answer tells this cluster to do; throws a sentence when any part of it does not fit. */
export function readAnswer(version: Version, text: string): Payload {
  const parsed = answerSchema(version).safeParse(asJson(text));
  if (parsed.success) return parsed.data.payload;
  const faults = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`its answer does not fit: ${faults.join('; ')}`);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
