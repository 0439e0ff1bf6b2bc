import type { AwkwardValues } from "./table";

/** Every awkwardness off; account settings and guesses stay as they are. */
export const CALM = {
  slowIssuanceSeconds: [0, 0],
  slowIssuancePolls: [0, 0],
  nullForAbsent: 0,
  emptyMapsAsLists: false,
  staleRequestView: false,
  primaryInReissueList: false,
  primaryRepeated: [0, 0],
  crlf: false,
  certificateStatusAbsent: false,
  commonNameAmongDnsNames: false,
} as const satisfies Partial<AwkwardValues>;
