import { choice, flag, isWord, list } from "./switch";

/** The account, as its administrator has set it up. */
export const ACCOUNT = {
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
} as const;
