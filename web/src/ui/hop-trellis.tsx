const leaf = 'M0 0C9 -7 19 -5 24 0C19 5 9 7 0 0Z';
const cone = 'M0 0C5.6 1.6 7 8 0 12.6C-7 8 -5.6 1.6 0 0Z';

type Bine = { foot: number; head: number };
const bines: readonly Bine[] = [0, 1, 2, 3, 4].flatMap((row) => [
  { foot: 90 + row * 150, head: 35 + row * 150 },
  { foot: 90 + row * 150, head: 145 + row * 150 },
]);

function Climber({ bine, seed }: { bine: Bine; seed: number }) {
  const at = (part: number) => ({ x: bine.foot + (bine.head - bine.foot) * part, y: 900 - 840 * part });
  const steps = Array.from({ length: 13 }, (_, step) => 0.1 + step * 0.068 + (seed % 3) * 0.012);
  return (
    <g>
      <line x1={bine.foot} y1={900} x2={bine.head} y2={60} stroke="#56764f" strokeWidth="1.2" />
      {steps.map((part, step) => {
        const { x, y } = at(part);
        const left = (step + seed) % 2 === 0;
        const hanging = part > 0.42 && (step + seed) % 3 !== 0;
        return (
          <g key={step} transform={`translate(${x} ${y})`}>
            <path d={leaf} transform={`rotate(${left ? 205 : -25}) scale(${1.15 - part * 0.3})`} fill={step % 2 ? '#3c6a35' : '#4d8040'} />
            {hanging && <path d={cone} transform={`translate(${left ? 7 : -7} 3) scale(1.25)`} fill={step % 2 ? '#a2cb88' : '#bddba6'} />}
          </g>
        );
      })}
    </g>
  );
}

/** Rows of a hop yard, for the side of the pages before sign-in. */
export function HopTrellis() {
  return (
    <svg viewBox="0 0 780 900" preserveAspectRatio="xMidYMax slice" width="100%" height="100%" aria-hidden="true" focusable="false">
      <line x1="0" y1="60" x2="780" y2="60" stroke="#7c9a70" strokeWidth="2" />
      {[15, 165, 315, 465, 615, 765].map((x) => <line key={x} x1={x} y1="20" x2={x} y2="900" stroke="#2f5139" strokeWidth="5" />)}
      {bines.map((bine, index) => <Climber key={`${bine.foot}-${bine.head}`} bine={bine} seed={index} />)}
    </svg>
  );
}
