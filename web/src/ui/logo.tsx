/** A hop cone: bracts from the tip upwards, each row over the one below. */
const bracts: readonly (readonly [number, number, string])[] = [
  [16, 18.5, '#5d9440'], [11.5, 14.5, '#6ba64b'], [20.5, 14.5, '#6ba64b'], [16, 12, '#84b965'],
  [10, 9, '#84b965'], [22, 9, '#84b965'], [16, 6, '#a2cb88'],
];

export function HopCone({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M16 7 C15.6 4 17 2 19.5 1" fill="none" stroke="#a2cb88" strokeWidth="1.8" strokeLinecap="round" />
      {bracts.map(([x, y, fill]) => (
        <path key={`${x}-${y}`} transform={`translate(${x} ${y})`} d="M0 0C5.6 1.6 7 8 0 12.6C-7 8 -5.6 1.6 0 0Z" fill={fill} stroke="#1c3323" strokeWidth="0.9" />
      ))}
    </svg>
  );
}
