const MARK = /(?:^|\()pulumi: ((?:certificate|order) \d+|serial [0-9A-F]+)(, keyCompromise)?\)?$/;

/**
 * The comments of a request with the thing it is about (`certificate 1001`): nothing else in CertCentral joins a request
 * to revoke with a certificate, and a request whose answer was lost is known by it. And with the one reason that forbids to
 * certify the key again: CertCentral shows no reason of a revocation. Pure.
 */
export const withMark = (comments: string | undefined, targetName: string, reason?: string): string => {
  const own = comments?.trim() ?? "";
  const mark = `pulumi: ${targetName}${reason === "keyCompromise" ? ", keyCompromise" : ""}`;
  return own === "" ? mark : `${own} (${mark})`;
};

/** What a request says that it is about; `undefined` where it was made by other means. Pure. */
export const markIn = (comments: string | undefined): string | undefined => comments?.trim().match(MARK)?.[1];

/** The target of a request that said that its key is compromised. Pure. */
export const compromisedIn = (comments: string | undefined): string | undefined => {
  const [, target, reason] = comments?.trim().match(MARK) ?? [];
  return reason === undefined ? undefined : target;
};
