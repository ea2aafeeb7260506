/** A browser in which somebody is signed in. Its secret is never here. */

export type Session = {
  id: string;
  createdAt: Date;
  /** To within ten minutes. */
  lastUsedAt: Date;
  address: string | null;
  userAgent: string | null;
  /** Its place in the list. */
  place: string;
};

export type SessionPlace = { micros: string; id: string };

export const placePattern = /^(\d{1,17})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export function readPlace(cursor: string | undefined): SessionPlace | null {
  const [, micros, id] = placePattern.exec(cursor ?? '') ?? [];
  return micros !== undefined && id !== undefined ? { micros, id } : null;
}

// The order matters: most browsers also name those that they resemble.
const browsers: [RegExp, string][] = [
  [/\bEdgA?\/|EdgiOS\//, 'Edge'], [/\bOPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'], [/Version\/[\d.]+.*Safari\//, 'Safari'], [/^curl\//, 'curl'],
];
const systems: [RegExp, string][] = [
  [/iPhone/, 'an iPhone'], [/iPad/, 'an iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Macintosh|Mac OS X/, 'a Mac'], [/CrOS/, 'a Chromebook'], [/Linux|X11/, 'Linux'],
];

/** "Chrome on Windows". What a browser says about itself may be anything, so only known words are repeated. */
export function browserName(userAgent: string | null): string {
  const find = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
  const [browser, system] = [find(browsers), find(systems)];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? (system ? `A browser on ${system}` : 'An unknown browser');
}
