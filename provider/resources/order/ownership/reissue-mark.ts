const MARK = /(?:^|\()pulumi: reissue ([0-9a-f]{8}(?:-[0-9a-f]{8}){0,2})\)?\s*$/;

/**
 * Eight hexadecimal digits that tell one reissue of ours from every other, those that tell which resource asked, and those that
 * tell for what (`1a2b3c4d-9f86d081-60303ae2`). `random` gives numbers in [0, 1).
 */
export const newMark = (random: () => number, resource: string, wish: string): string => {
  const nonce = Math.floor(random() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, "0");
  return `${nonce}-${resource}-${wish}`;
};

/** Whether the resource with this digest made a mark. */
export const isMarkOf = (mark: string | undefined, resource: string): boolean => mark?.split("-")[1] === resource;

/** What a mark was made for. */
export const wishOfMark = (mark: string | undefined): string | undefined => mark?.split("-")[2];

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
