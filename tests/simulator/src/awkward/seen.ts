import { amount, flag, isRange, list, range } from "./switch";

/** Seen in the wild. */
export const SEEN = {
  slowIssuanceSeconds: range(
    "awkward",
    [1, 3],
    "Seconds between the last gate and issuance. [0, 0]: issued within the call.",
  ),
  slowIssuancePolls: range(
    "awkward",
    [0, 0],
    "Reads of the order, its reissue list or its validation before a certificate is issued.",
  ),
  nullForAbsent: amount("awkward", 0.5, "How often an absent member of an answer is null instead of missing.", 1),
  emptyMapsAsLists: flag("awkward", true, "An empty map is written as []."),
  staleRequestView: flag("awkward", true, "The order inside a request is as it was when the request was made."),
  primaryInReissueList: flag("awkward", true, "The reissue list contains the primary certificate, reissued or not."),
  primaryRepeated: range("awkward", [0, 2], "How many more times the reissue list repeats the primary."),
  primaryInsteadOfReissues: flag(
    "awkward",
    false,
    "The reissue list holds copies of the primary in place of issued entries.",
  ),
  crlf: flag("awkward", true, "PEM texts use CRLF."),
  sameDownload: amount(
    "awkward",
    0,
    "How often a download answers with the certificate of the same order that was downloaded before.",
    1,
  ),
  issuedWhileReissuePending: flag(
    "awkward",
    false,
    "An order reads issued, not reissue_pending, while a reissue is pending.",
  ),
  certificateStatusAbsent: flag(
    "awkward",
    true,
    "certificate.status is absent until the certificate was reissued or revoked.",
  ),
  commonNameAmongDnsNames: flag("awkward", true, "dns_names in answers contains the common name."),
  wwwAdded: flag("awkward", false, "The CA adds www.<common name> to certificates of a registrable name."),
  flagsAsText: flag("awkward", false, 'auto_renew, auto_reissue and archived are "0" and "1" wherever they occur.'),
  zipAsNumber: flag("awkward", false, "The zip of an organization is a number."),
  requestIdAsText: flag("awkward", false, "requests[].id of a reissue is a numeric string."),
  serialFromZero: amount("awkward", 0.5, "How often a serial number, printed as hex, begins with 0.", 1),
  rateWindows: list(
    "awkward",
    [
      [100, 5],
      [1000, 180],
    ],
    "a list of [calls, seconds]",
    isRange,
    "Rolling windows per CertCentral key. []: no limit.",
  ),
} as const;
