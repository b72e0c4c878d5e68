/// Which titles the letters that were typed may mean.

/// A title that fits, and the places of the letters in it.
export interface Match {
  readonly score: number;
  readonly places: readonly number[];
}

/// The best way to find the letters of `query` in `title`, in their order; null when they are not all there. Letters that stand together
/// or begin a word count more, and so do those at the front.
export function match(query: string, title: string): Match | null {
  const letters = [...query.toLowerCase()].filter((it) => it.trim() !== "");
  const text = title.toLowerCase();
  if (letters.length === 0) return { score: 0, places: [] };
  let best: Match | null = null;
  for (let start = text.indexOf(letters[0] ?? ""); start >= 0; start = text.indexOf(letters[0] ?? "", start + 1)) {
    const found = from(letters, text, start);
    if (found && (!best || found.score > best.score)) best = found;
  }
  return best;
}

function from(letters: readonly string[], text: string, start: number): Match | null {
  const places: number[] = [];
  let at = start;
  for (const letter of letters) {
    const place = text.indexOf(letter, at);
    if (place < 0) return null;
    places.push(place);
    at = place + 1;
  }
  const score = places.reduce((sum, place, index) => {
    const isNext = index > 0 && places[index - 1] === place - 1;
    const beginsWord = place === 0 || !/[\p{L}\p{N}]/u.test(text[place - 1] ?? "");
    return sum + (isNext ? 6 : 0) + (beginsWord ? 5 : 0) - Math.min(place, 40) / 20;
  }, 0);
  return { score, places };
}
