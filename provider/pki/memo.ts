/**
 * Remembers the answers of a pure function of one text, at most `most` of them; the one not asked for longest goes first.
 * A CSR is read by check, by diff and by update: parsed and verified once per text and process.
 */
export const memo = <Answer>(compute: (text: string) => Answer, most = 4096): ((text: string) => Answer) => {
  const kept = new Map<string, Answer>();
  return (text) => {
    const isKept = kept.has(text);
    const answer = isKept ? (kept.get(text) as Answer) : compute(text);
    if (isKept) kept.delete(text);
    kept.set(text, answer);
    const oldest = kept.keys().next();
    if (kept.size > most && !oldest.done) kept.delete(oldest.value);
    return answer;
  };
};
