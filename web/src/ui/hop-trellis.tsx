/** A lobed leaf pointing right, and a cone hanging down. */
const leaf = 'M0 0C4 -3 7 -10 14 -10C15 -6 14 -4 15 -3C20 -5 27 -4 32 0C27 4 20 5 15 3C14 4 15 6 14 10C7 10 4 3 0 0Z';
const bract = 'M0 0C5.6 1.6 7 8 0 12.6C-7 8 -5.6 1.6 0 0Z';
const bracts: readonly (readonly [number, number, string])[] = [[0, 13, '#6f9f55'], [-4, 8, '#86b568'], [4, 8, '#86b568'], [0, 6, '#a2cb88'], [-4, 1, '#a2cb88'], [4, 1, '#a2cb88'], [0, -2, '#c3deb1']];

const Cone = ({ x, y, scale }: { x: number; y: number; scale: number }) => (
  <g transform={`translate(${x} ${y}) scale(${scale})`}>
    {bracts.map(([across, down, fill]) => <path key={`${across}.${down}`} d={bract} transform={`translate(${across} ${down})`} fill={fill} stroke="#26482d" strokeWidth="0.7" />)}
  </g>
);

type Bine = { foot: number; head: number };
const bines: readonly Bine[] = [0, 1, 2, 3, 4].flatMap((row) => [{ foot: 96 + row * 156, head: 40 + row * 156 }, { foot: 96 + row * 156, head: 152 + row * 156 }]);
const shades = ['#315c2f', '#3f7238', '#4d8040'];

/** Leaves thin out towards the foot; cones hang where the plant is old enough. */
function Climber({ bine, seed }: { bine: Bine; seed: number }) {
  const steps = Array.from({ length: 19 }, (_, step) => 0.07 + step * 0.049 + ((seed * 7 + step * 5) % 6) * 0.004);
  return (
    <g>
      <line x1={bine.foot} y1={900} x2={bine.head} y2={64} stroke="#5d7d52" strokeWidth="1.4" />
      {steps.map((part, step) => {
        const left = (step + seed) % 2 === 0;
        const turn = ((seed * 13 + step * 29) % 34) - 17;
        const size = 0.75 + part * 0.4;
        return (
          <g key={step} transform={`translate(${bine.foot + (bine.head - bine.foot) * part} ${900 - 836 * part})`}>
            <path d={leaf} transform={`rotate(${(left ? 200 : -20) + turn}) scale(${size})`} fill={shades[(step + seed) % 3]} />
            {part > 0.36 && (step * 3 + seed) % 4 !== 0 && <Cone x={left ? 9 : -9} y={4} scale={0.62 + part * 0.34} />}
          </g>
        );
      })}
    </g>
  );
}

/** Rows of a hop yard, for the side of the pages before sign-in. */
export function HopTrellis() {
  return (
    <svg viewBox="0 0 780 900" preserveAspectRatio="xMidYMin slice" width="100%" height="100%" aria-hidden="true" focusable="false">
      {[18, 174, 330, 486, 642, 798].map((x) => <line key={x} x1={x} y1="24" x2={x} y2="900" stroke="#35573f" strokeWidth="7" />)}
      <line x1="0" y1="64" x2="780" y2="64" stroke="#86a27a" strokeWidth="2" />
      <line x1="0" y1="40" x2="780" y2="40" stroke="#4d6a53" strokeWidth="1.5" />
      {bines.map((bine, index) => <Climber key={`${bine.foot}-${bine.head}`} bine={bine} seed={index} />)}
    </svg>
  );
}
