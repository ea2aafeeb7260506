/** One JSON line per message on standard error; never give it a secret. */
export type Log = {
  info(message: string, details?: Record<string, unknown>): void;
  warn(message: string, details?: Record<string, unknown>): void;
};

export function lineLog(write: (line: string) => void): Log {
  const line = (level: string, message: string, details: Record<string, unknown> = {}): void =>
    write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...details })}\n`);
  return {
    info: (message, details) => line('info', message, details),
    warn: (message, details) => line('warn', message, details),
  };
}
