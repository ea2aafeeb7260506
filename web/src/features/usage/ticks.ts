const most = 6;
const stepsInMinutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720];

/** Ticks of an axis of hours, in hours: whole minutes or whole hours, from 0 to at least `highest`. */
export function hourTicks(highest: number): number[] {
  const minutes = Math.max(highest * 60, 1);
  const days = Math.ceil(minutes / 1440 / (most - 1));
  const step = stepsInMinutes.find((each) => minutes / each <= most - 1) ?? days * 1440;
  const count = Math.max(1, Math.ceil(minutes / step));
  return Array.from({ length: count + 1 }, (_, index) => (index * step) / 60);
}

/** "20 min", "1 h 30 min", "6 h" */
export function tickWords(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes === 0) return '0';
  const parts = [[Math.floor(minutes / 60), 'h'], [minutes % 60, 'min']] as const;
  return parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`).join(' ');
}
