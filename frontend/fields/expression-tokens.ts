/** The parts of an expression that are drawn apart from others: what may be a name, texts in quotes, numbers. */
export interface Token {
  kind: 'name' | 'text' | 'number';
  from: number;
  to: number;
  text: string;
  /** Whether a bracket follows, as behind the name of a function. */
  called: boolean;
}

const PAIRS: Record<string, string> = { '"': '"', "'": "'", '＂': '＂', '“': '“”', '”': '“”', '‘': '‘’', '’': '‘’' };
const LETTER = /[\p{L}_]/u;
const WORD = /[\p{L}\p{M}\p{N}_]/u;
const DIGIT = /[0-9０-９]/;

/**
 * Reads a text once from left to right, whether or not it is an expression.
 *
 * @param known how many characters at a place are a name although they have signs that names do not have; 0 for none
 */
export function tokens(text: string, known: (at: number) => number = () => 0): Token[] {
  const found: Token[] = [];
  const add = (kind: Token['kind'], from: number, to: number) =>
    found.push({ kind, from, to, text: text.slice(from, to), called: kind === 'name' && called(text, to) });
  let at = 0;
  while (at < text.length) {
    const sign = text[at];
    const closing = PAIRS[sign];
    if (closing !== undefined) {
      let to = at + 1;
      while (to < text.length && !closing.includes(text[to])) {
        to += text[to] === '\\' ? 2 : 1;
      }
      to = Math.min(text.length, to + 1);
      add('text', at, to);
      at = to;
    } else if (LETTER.test(sign)) {
      let to = at;
      while (to < text.length && (WORD.test(text[to]) || ('.．'.includes(text[to]) && LETTER.test(text[to + 1] ?? '')))) {
        to++;
      }
      const length = known(at);
      // A name that is longer than a word ends where no word goes on.
      if (length > to - at && !WORD.test(text[at + length] ?? '')) {
        to = at + length;
      }
      add('name', at, to);
      at = to;
    } else if (DIGIT.test(sign)) {
      let to = at;
      while (to < text.length && (DIGIT.test(text[to]) || '.．'.includes(text[to]))) {
        to++;
      }
      add('number', at, to);
      at = to;
    } else {
      at++;
    }
  }
  return found;
}

function called(text: string, at: number): boolean {
  let next = at;
  while (next < text.length && text[next] === ' ') {
    next++;
  }
  return text[next] === '(' || text[next] === '（';
}
