import type { SharedLog } from "./shared-log";

/** The logs of as many processes, `p0`, `p1` …, which all read the same lines. Those named in `dead` are no more. */
export const processes = (count: number, dead: readonly string[] = []): SharedLog[] => {
  const lines: object[] = [];
  return Array.from({ length: count }, (_, index) => {
    let heard = 0;
    return {
      me: `p${index}`,
      write: (line) => void lines.push(line),
      read: () => {
        const news = lines.slice(heard);
        heard = lines.length;
        return news;
      },
      isGone: (name) => dead.some((gone) => name.startsWith(gone)),
    };
  });
};
