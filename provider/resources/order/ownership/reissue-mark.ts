const MARK = /(?:^|\()pulumi: reissue ([0-9a-f]{8})\)?\s*$/;

/** Eight hexadecimal digits that tell one reissue of ours from every other. `random` gives numbers in [0, 1). */
export const newMark = (random: () => number): string =>
  Math.floor(random() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, "0");

/**
 * The comments of a reissue with its mark: they are stored on the request that waits for an administrator, and nothing
 * else joins a request whose answer was lost to whoever made it. Where `skip_approval` is honoured there is no request,
 * and no comment survives. Pure.
 */
export const withReissueMark = (comments: string | undefined, mark: string): string => {
  const own = comments?.trim() ?? "";
  return own === "" ? `pulumi: reissue ${mark}` : `${own} (pulumi: reissue ${mark})`;
};

/** The mark that a request's comments end with; `undefined` where they bear none. Pure. */
export const reissueMarkIn = (comments: string | undefined): string | undefined => comments?.trim().match(MARK)?.[1];
