import { generate } from 'lean-qr';

/** Drawn here, so that the secret in it leaves this page for nobody. Dark on white in both colour schemes: cameras want that. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = generate(text);
  const quiet = 4;
  const side = code.size + 2 * quiet;
  const squares: string[] = [];
  for (let y = 0; y < code.size; y += 1) {
    for (let x = 0; x < code.size; x += 1) if (code.get(x, y)) squares.push(`M${x + quiet} ${y + quiet}h1v1h-1z`);
  }
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`} width={208} height={208} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#fff" rx={1} />
      <path d={squares.join('')} fill="#000" />
    </svg>
  );
}
