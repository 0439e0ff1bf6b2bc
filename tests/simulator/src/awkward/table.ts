import { DCV_METHODS } from "../world/facts";
import { amount, choice, flag, isRange, isWord, list, range, words } from "./switch";

/** Every switch of the simulated service. README.md repeats this table, and a test compares them. */
export const TABLE = {
  // The account, as its administrator has set it up.
  approvalGate: flag(
    "account",
    false,
    "Orders, reissues and duplicates wait for an administrator unless skip_approval is true.",
  ),
  revokeApprovalGate: flag(
    "account",
    true,
    "Revoke requests wait for an administrator. Off: they are approved at once (still 201).",
  ),
  dcvGate: flag(
    "account",
    false,
    "Domains must be proven before issuance: always for DV, when not proven lately for OV and EV.",
  ),
  multiYearPlan: flag(
    "account",
    true,
    "Multi-year Plans are enabled: cert_validity counts on orders longer than a year, and auto-reissue works.",
  ),
  icaSelection: flag("account", true, "ca_cert_id is honoured, and refused when not allowed. Off: it is ignored."),
  revokeOrderWithLastCertificate: flag(
    "account",
    false,
    "Revoking the last live certificate singly takes the order down too.",
  ),
  duplicatesAllowed: flag("account", true, "Products allow duplicates."),
  dcvScope: choice(
    "account",
    "base_domain",
    ["base_domain", "fqdn"],
    "Which domain has to be proven when certificate_dcv_scope is not sent.",
  ),
  csProvisioningMethods: list(
    "account",
    ["ship_token", "client_app", "email"],
    "a list of methods",
    isWord,
    "Code signing provisioning methods that are enabled; the first is the account's default.",
  ),
  autoRenewSubscription: flag(
    "account",
    false,
    "Partner API: auto_renew of a new ACME contract that does not say it (setting auto_renew_subscription).",
  ),

  // Seen in the wild.
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

  // No document says. Each value is a guess a client should survive.
  badKeyStatus: choice("unconfirmed", 403, [401, 403], "Status for a wrong key."),
  unsizedBody: choice(
    "unconfirmed",
    "refuse",
    ["refuse", "accept"],
    "A body without Content-Length, or a call without User-Agent.",
  ),
  limitCountsRefused: flag("unconfirmed", false, "Calls refused with 429 count towards the windows."),
  partnerRateLimits: flag("unconfirmed", false, "The Partner API has the same windows."),
  csrOneLine: choice(
    "unconfirmed",
    "reissue",
    ["never", "reissue", "always"],
    "Where a CSR with line breaks is refused.",
  ),
  csrWithoutHeader: choice(
    "unconfirmed",
    "order",
    ["never", "order", "always"],
    "Where base64 without header and footer is taken for a CSR.",
  ),
  commonNameWhereForbidden: choice(
    "unconfirmed",
    "refuse",
    ["refuse", "ignore"],
    "A common_name on a reissue of code signing, Secure Email, document signing or VMC.",
  ),
  clientAuthAfterSunset: choice(
    "unconfirmed",
    "ignore",
    ["ignore", "refuse"],
    "profile_option server_client_auth_eku on public TLS from 2027-03-01.",
  ),
  badIcaCode: words("unconfirmed", "invalid_ca_cert_id", "Code for a ca_cert_id that is not allowed."),
  weakKeyCode: words("unconfirmed", "csr_invalid_key", "Code for a CSR whose key is too weak."),
  reissueStatus: choice("unconfirmed", 201, [200, 201], "Status of an accepted reissue or duplicate."),
  reissueAnswersChain: flag(
    "unconfirmed",
    false,
    "A reissue issued at once answers certificate_chain, as an order does.",
  ),
  reissueRequestStatus: flag("unconfirmed", false, "requests[] of a reissue has a status, as that of an order has."),
  reissueWhilePending: choice("unconfirmed", "refuse", ["refuse", "allow"], "A second reissue while one is pending."),
  reissueWhilePendingCode: words("unconfirmed", "order_has_pending_reissue", "Code of that refusal."),
  reissueSkipApprovalWithoutAdmin: choice(
    "unconfirmed",
    "403",
    ["403", "request", "allow"],
    "skip_approval on an order, reissue or duplicate with a key that is no administrator's, while the approval gate is on.",
  ),
  revokeSkipApprovalWithoutAdmin: choice(
    "unconfirmed",
    "403",
    ["403", "request"],
    "skip_approval on revoke with a key that is no administrator's.",
  ),
  revokeWhileReissuePendingCode: words(
    "unconfirmed",
    "order_has_pending_reissue",
    "Code when a pending reissue blocks revocation.",
  ),
  orderRevokeWhileReissuePending: choice(
    "unconfirmed",
    "allow",
    ["refuse", "allow"],
    "Revoking the whole order while a reissue is pending.",
  ),
  issuerHash: choice(
    "unconfirmed",
    "asked",
    ["asked", "own", "ownAndTold"],
    "The hash a certificate is signed with: the one asked for, or the issuer's own (sha384) whatever was asked, which the order then tells or not.",
  ),
  tokenCsrShown: flag(
    "unconfirmed",
    true,
    "An order and its lists show a CSR for a key that was made on a token, or by whoever was invited.",
  ),
  unknownRevocationReason: choice(
    "unconfirmed",
    "refuse",
    ["refuse", "ignore"],
    "A revocation_reason that is not on the page, as key_compromise.",
  ),
  repeatedRevoke: choice("unconfirmed", "refuse", ["refuse", "accept"], "Revoking what is revoked."),
  repeatedRevokeCode: words("unconfirmed", "order_already_revoked", "Code of that refusal."),
  cancelledReissueListed: choice(
    "unconfirmed",
    "rejected",
    ["rejected", "canceled", "gone"],
    "How a cancelled reissue appears in the reissue list.",
  ),
  cancelStatusSpelling: choice(
    "unconfirmed",
    "CANCELED",
    ["CANCELED", "any"],
    "Spellings of CANCELED that cancelling accepts.",
  ),
  requestDecidedAgain: choice(
    "unconfirmed",
    "refuse",
    ["refuse", "accept"],
    "Deciding a request a second time. accept: 204, and nothing happens.",
  ),
  downloadBeforeIssuance: choice("unconfirmed", 404, [400, 404], "Status of a download before issuance."),
  downloadBeforeIssuanceCode: words("unconfirmed", "not_found|certificate", "Its code."),
  removalRevocationHours: amount(
    "unconfirmed",
    72,
    "Hours from issuance to the revocation of earlier certificates after a name was removed (documented: within 72).",
  ),
  removalRevokesOnDv: flag("unconfirmed", true, "The 72 hour rule counts for DV too."),
  commonNameSwapRevokes: flag(
    "unconfirmed",
    false,
    "Another common name out of the same set of names counts as a removal.",
  ),
  checkDcvWithoutPending: choice(
    "unconfirmed",
    "refuse",
    ["refuse", "answer"],
    "check-dcv on an order with nothing pending.",
  ),
  alternateNotFound: choice(
    "unconfirmed",
    "404",
    ["404", "{}", "[]"],
    "A look-up by alternative_order_id that finds nothing.",
  ),
  alternativeIdOnRead: flag("unconfirmed", true, "Order info shows alternative_order_id."),
  orderDcvMethod: choice("unconfirmed", "email", DCV_METHODS, "The DCV method of an order that names none."),
  resendEmailsStatus: choice("unconfirmed", 204, [200, 204], "Status of resend-emails of an order."),
  autoReissueStatus: choice("unconfirmed", 204, [200, 204], "Status of PUT auto-reissue."),
  cancelBeforeApproval: flag("unconfirmed", false, "An order that waits for approval can be cancelled by PUT status."),
  dcvTokenDays: amount("unconfirmed", 30, "Days a DCV random value lives."),
  partnerCreateStatus: choice("unconfirmed", 201, [200, 201], "Partner API: status of a new contract."),
  partnerUpdateStatus: choice("unconfirmed", 204, [200, 204], "Partner API: status of PUT and PATCH of a contract."),
  partnerRevokeStatus: choice("unconfirmed", 204, [200, 204], "Partner API: status of a credential revocation."),
  partnerRevokedAgain: choice(
    "unconfirmed",
    "refuse",
    ["refuse", "accept"],
    "Partner API: revoking a credential that is revoked.",
  ),
  partnerUnknownSan: choice(
    "unconfirmed",
    "ignore",
    ["ignore", "refuse"],
    "Partner API: adding a SAN that is there, or removing one that is not.",
  ),
  kidHint: choice("unconfirmed", "end", ["start", "end"], "Which four characters of the kid its hint shows."),
} as const;

export type AwkwardName = keyof typeof TABLE;
type Value<S> = S extends { value: infer T } ? T : never;
export type AwkwardValues = { -readonly [Name in AwkwardName]: Value<(typeof TABLE)[Name]> };
