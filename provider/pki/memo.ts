/**
 * Remembers the answers of a pure function of one text, at most `most` of them: those asked for last are among them. In two
 * generations, for a map whose members move at each question costs more than most answers.
 * A CSR is read by check, by diff and by update: parsed and verified once per text and process.
 */
export const memo = <Answer>(compute: (text: string) => Answer, most = 4096): ((text: string) => Answer) => {
  let young = new Map<string, Answer>();
  let old = young;
  return (text) => {
    const found = young.get(text);
    if (found !== undefined || young.has(text)) return found as Answer;
    const answer = old.has(text) ? (old.get(text) as Answer) : compute(text);
    young.set(text, answer);
    if (young.size >= most / 2) [young, old] = [new Map(), young];
    return answer;
  };
};
