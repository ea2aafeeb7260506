/** How a domain in letters beyond ASCII travels (RFC 3492): one label at a time, without its prefix `xn--`. */
const base = 36;
const shortest = 1;
const longest = 26;
const skew = 38;
const damp = 700;
const firstBias = 72;
const firstCode = 128;
const mostCode = 0x10ffff;

const digits = 'abcdefghijklmnopqrstuvwxyz0123456789';

const threshold = (place: number, bias: number): number => Math.min(longest, Math.max(shortest, place - bias));

function adapt(delta: number, points: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? damp : 2));
  rest += Math.floor(rest / points);
  let place = 0;
  for (; rest > ((base - shortest) * longest) / 2; place += base) rest = Math.floor(rest / (base - shortest));
  return place + Math.floor(((base - shortest + 1) * rest) / (rest + skew));
}

/** One number of variable length: each digit says by its size whether another follows. */
function writeNumber(number: number, bias: number): string {
  let text = '';
  let rest = number;
  for (let place = base; ; place += base) {
    const limit = threshold(place, bias);
    if (rest < limit) return text + digits.charAt(rest);
    text += digits.charAt(limit + ((rest - limit) % (base - limit)));
    rest = Math.floor((rest - limit) / (base - limit));
  }
}

/** @param label with at least one letter beyond ASCII, and at most a few hundred in all */
export function toPunycode(label: string): string {
  const codes = [...label].map((letter) => letter.codePointAt(0) ?? 0);
  const basic = codes.filter((code) => code < firstCode);
  let text = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '');
  let written = basic.length;
  let bias = firstBias;
  let delta = 0;
  for (let code = firstCode; written < codes.length; code += 1) {
    const next = Math.min(...codes.filter((each) => each >= code));
    delta += (next - code) * (written + 1);
    code = next;
    for (const each of codes) {
      if (each < code) delta += 1;
      if (each !== code) continue;
      text += writeNumber(delta, bias);
      bias = adapt(delta, written + 1, written === basic.length);
      delta = 0;
      written += 1;
    }
    delta += 1;
  }
  return text;
}

function readNumber(text: string, from: number, bias: number): { number: number; next: number } | null {
  let number = 0;
  let weight = 1;
  for (let at = from, place = base; at < text.length; at += 1, place += base) {
    const digit = digits.indexOf(text.charAt(at));
    if (digit < 0) return null;
    number += digit * weight;
    if (number > Number.MAX_SAFE_INTEGER / base) return null;
    const limit = threshold(place, bias);
    if (digit < limit) return { number, next: at + 1 };
    weight *= base - limit;
  }
  return null;
}

/** Null for what is not punycode. */
export function fromPunycode(text: string): string | null {
  const dash = text.lastIndexOf('-');
  const codes = Array.from(text.slice(0, Math.max(0, dash)), (letter) => letter.codePointAt(0) ?? 0);
  const start = dash < 0 ? 0 : dash + 1;
  const basic = codes.length;
  let code = firstCode;
  let bias = firstBias;
  let at = 0;
  for (let read = start; read < text.length; ) {
    const found = readNumber(text, read, bias);
    if (!found) return null;
    const size = codes.length + 1;
    bias = adapt(found.number, size, codes.length === basic);
    code += Math.floor((at + found.number) / size);
    at = (at + found.number) % size;
    if (code > mostCode) return null;
    codes.splice(at, 0, code);
    at += 1;
    read = found.next;
  }
  return codes.length === basic ? null : String.fromCodePoint(...codes);
}
