const MARK = /(?:^|\()pulumi: ((?:certificate|order) \d+|serial [0-9A-F]+)\)?$/;

/**
 * The comments of a request with the thing it is about (`certificate 1001`): nothing else in CertCentral joins a request
 * to revoke with a certificate, and a request whose answer was lost is known by it. Pure.
 */
export const withMark = (comments: string | undefined, targetName: string): string => {
  const own = comments?.trim() ?? "";
  return own === "" ? `pulumi: ${targetName}` : `${own} (pulumi: ${targetName})`;
};

/** What a request says that it is about; `undefined` where it was made by other means. Pure. */
export const markIn = (comments: string | undefined): string | undefined => comments?.trim().match(MARK)?.[1];
