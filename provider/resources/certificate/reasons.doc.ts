import type { Reason } from "./reasons";

/** What docs/reasons.md tells about a reason. The compiler counts the codes: a reason without words here does not compile. */
type Words<Code extends Reason["code"]> = {
  readonly example: Extract<Reason, { code: Code }>;
  readonly when: string;
  /** For the person who reads the row. */
  readonly todo: string;
};

const some = { certificateId: 1001, serialNumber: "0A1B2C", notAfter: "2027-03-01T23:59:59Z" };

export const words: { readonly [Code in Reason["code"]]: Words<Code> } = {
  "order-changed": {
    example: { code: "order-changed", from: 118, to: 240 },
    when: "`orderId` is another order.",
    todo: "Nothing. The new resource is made first. The old order's certificate stays valid: the reason beside it says for how long.",
  },
  "kind-changed": {
    example: { code: "kind-changed", duplicate: true },
    when: "`storeReissueAsDuplicate` changed.",
    todo: "Nothing: a replacement, as by another `orderId`.",
  },
  "replaced-certificates": {
    example: { code: "replaced-certificates", orderId: 118, certificates: [some], ours: true, revokedAfterHours: 24 },
    when: "The resource is replaced, and its certificate with it.",
    todo: "Deploy the new certificate. `superseded` decides about the old one, as after a reissue.",
  },
  "replaced-request": {
    example: { code: "replaced-request", orderId: 118, requestIds: [501], cancelled: true },
    when: "The resource is replaced while the reissue that it had asked for is not finished.",
    todo: 'Nothing, where it is cancelled; what was issued meanwhile stays alive, and the `up` names it. It is left as it is with `onDelete: "retain"` and where the order stays the same.',
  },
  "unknown-input": {
    example: { code: "unknown-input", inputs: ["csr"] },
    when: "An input comes from a resource that this preview only plans.",
    todo: "Nothing. It may turn out to be no change; it is compared again when it is known.",
  },
  "key-changed": {
    example: { code: "key-changed", from: "P-256 9a1b…", to: "P-256 c3d4…" },
    when: "The CSR carries another public key. Another spelling of the same key is no change.",
    todo: "Deploy the new key together with the new certificate.",
  },
  "key-changed-again": {
    example: { code: "key-changed-again" },
    when: "Warning: the last reissue, too, was for a changed key alone, and is less than a day old. Nothing is refused.",
    todo: "Make the key once and keep it: [keys](guides/keys.md). A key that was changed on purpose needs nothing.",
  },
  "names-added": {
    example: { code: "names-added", names: ["api.example.com"] },
    when: "`dnsNames` or `commonName` has a name that the certificate lacks.",
    todo: "Nothing. Domains that are new to the account have to be validated first.",
  },
  "names-removed": {
    example: { code: "names-removed", names: ["old.example.com"] },
    when: "The certificate has a name that is not wanted any more.",
    todo: "Read the warning `removal-revokes` beside it.",
  },
  "common-name-changed": {
    example: { code: "common-name-changed", from: "www.example.com", to: "api.example.com" },
    when: "`commonName` changed.",
    todo: "Nothing.",
  },
  "hash-changed": {
    example: { code: "hash-changed", from: "sha256", to: "sha384" },
    when: "`signatureHash` differs from the hash in the certificate's signature, and from what the certificate was asked for with: an issuer may sign with a hash of its own.",
    todo: "Nothing.",
  },
  "field-changed": {
    example: { code: "field-changed", inputs: ["validityDays", "profileOption"] },
    when: "An input that is part of the request changed since it was last asked for.",
    todo: "Nothing. CertCentral may ignore or cap some of them; that is no drift afterwards.",
  },
  "trigger-changed": {
    example: { code: "trigger-changed" },
    when: "A value in `triggers` changed.",
    todo: "Nothing: you asked for it.",
  },
  "expires-soon": {
    example: { code: "expires-soon", daysLeft: 12, minDays: 30, notAfter: "2026-12-04T23:59:59Z" },
    when: "Fewer days are left than `minDaysRemaining`, and a new certificate would live longer.",
    todo: "Apply it in time. `minDaysRemaining: 0` turns early renewal off.",
  },
  expired: {
    example: { code: "expired", notAfter: "2026-03-01T23:59:59Z" },
    when: "The certificate has expired.",
    todo: "Apply it, and run the stack more often.",
  },
  "revoked-elsewhere": {
    example: { code: "revoked-elsewhere" },
    when: "A refresh saw that somebody revoked the certificate.",
    todo: "Find out why. If the key may be compromised, make a new key and CSR before you apply.",
  },
  "key-unchanged": {
    example: { code: "key-unchanged", certificateId: 1001 },
    when: "Warning, beside `revoked-elsewhere`: the CSR has the key of the revoked certificate, or there is none and the order's is used. CertCentral does not tell why a certificate was revoked.",
    todo: "Find out why it was revoked. If the key may be compromised, make a new one and give its CSR before you apply.",
  },
  "key-compromised": {
    example: { code: "key-compromised", certificateId: 1001, key: "P-256 9a1b…" },
    when: "A `Revocation`, or a Certificate's own `revocation`, revoked it with the reason `keyCompromise`: the comments of its request say so. Blocked until the key changes.",
    todo: "Make a new key, and give its CSR.",
  },
  "key-changed-elsewhere": {
    example: { code: "key-changed-elsewhere", certificateId: 1002, key: "RSA-2048 77aa…" },
    when: "A refresh saw that somebody reissued the order with another key.",
    todo: "Find out who. Applying reissues with your key; to keep theirs, take over their CSR first.",
  },
  "names-changed-elsewhere": {
    example: {
      code: "names-changed-elsewhere",
      certificateId: 1002,
      added: ["new.example.com"],
      removed: ["api.example.com"],
    },
    when: "A refresh saw that somebody reissued the order with other names.",
    todo: "Put the names you want to keep into `dnsNames`. Names that would be removed need `allowSanRemoval`.",
  },
  "common-name-changed-elsewhere": {
    example: { code: "common-name-changed-elsewhere", certificateId: 1002, commonName: "a.example.com" },
    when: "A refresh saw that somebody reissued the order with another common name.",
    todo: "Apply it, or set `commonName` to theirs.",
  },
  "hash-changed-elsewhere": {
    example: { code: "hash-changed-elsewhere", certificateId: 1002, hash: "sha384" },
    when: "A refresh saw that somebody reissued the order with another signature hash.",
    todo: "Apply it, or set `signatureHash` to theirs.",
  },
  "not-proven": {
    example: {
      code: "not-proven",
      fields: [{ field: "signatureHash", here: "sha512", proven: "sha256" }],
      ended: "2026-11-20T23:59:59Z",
    },
    when: "`requires`: a reissue would change product, key type, signature hash, profile or issuer into what the earlier stage has not proven, or whose proof has ended. Nothing is sent.",
    todo: "Make the change in the earlier stage, run `pulumi up` there, and then here. An issuer is proven where `caCertId` asked for it there. To go without the guard, leave `requires` out.",
  },
  "proof-differs": {
    example: { code: "proof-differs", fields: [{ field: "keyType", here: "P-256", proven: "RSA-2048" }] },
    when: "Warning, `requires`: this stage sets something otherwise than the earlier one has proven, or the proof has ended. Nothing is refused for it now; in a create, a reissue that would change it is.",
    todo: "Nothing, between the two stages' turns. Else promote: take the earlier stage's value. A proof that has ended: `pulumi up` in the earlier stage.",
  },
  "matches-elsewhere": {
    example: { code: "matches-elsewhere", certificateId: 1002 },
    when: "Somebody's reissue (DigiCert's auto-reissue, a colleague's) is just what is wanted; or nothing that CertCentral shows of it differs, and not all of it is shown.",
    todo: "Nothing. It is taken over, once it could be compared; nothing is sent.",
  },
  "never-issued": {
    example: { code: "never-issued" },
    when: "An earlier run ended before there was a certificate.",
    todo: "Nothing.",
  },
  "pending-request": {
    example: { code: "pending-request", requestIds: [4711], phase: "approval", instead: false, foreign: false },
    when: "An issuance of an earlier run is not finished. `instead of`: something else is wanted by now, and ours is cancelled where it is found. Urgent where the certificate that is handed out until then has been revoked or has expired.",
    todo: "Approve the request, publish the validation record, or have the key made on the token, then run `pulumi up` again. Nothing is asked for twice.",
  },
  "order-closed": {
    example: { code: "order-closed", orderId: 118, status: "expired", renewedOrderId: 240 },
    when: "The order was revoked, cancelled or has expired when it was last looked at, so that nothing can be reissued on it. Blocked where something has to be reissued; else a warning.",
    todo: "Set `orderId` to the order that renewed it, or place a new order in CertCentral and set its `orderId`.",
  },
  "order-renewed": {
    example: { code: "order-renewed", orderId: 118, renewedOrderId: 240 },
    when: "Warning: a refresh saw that somebody renewed the order. Its certificate stays valid until its own end, and the new one is another order's.",
    todo: "Set `orderId` to the new order before the certificate ends.",
  },
  "pending-elsewhere": {
    example: {
      code: "pending-elsewhere",
      orderId: 118,
      requestIds: [4711],
      person: "Jane Doe",
      names: ["www.example.com"],
      verdict: "blocks",
    },
    when: "A refresh saw a reissue of the order under way that this resource did not ask for, and an order has one at a time. Blocked where it is not what is wanted; waited for where it is; a warning where nothing has to be done. Where an earlier run of this resource that was stopped had asked for it, it is waited for, or cancelled for what is wanted now.",
    todo: "Let it finish, or have it cancelled in CertCentral. Then `pulumi up --refresh`.",
  },
  "retire-due": {
    example: { code: "retire-due", certificates: [some] },
    when: '`superseded: { action: "revoke" }`, and the grace of a replaced certificate is over.',
    todo: "Make sure that no server uses it any more.",
  },
  "retirement-rejected": {
    example: {
      code: "retirement-rejected",
      sentences: ['request 4712 to revoke superseded certificate 1001 was rejected by Jane Doe: "still in use"'],
    },
    when: 'Warning: `superseded: { action: "revoke" }`, and an administrator said no, which a refresh sees; or another resource of the program may keep it, which is compared only after this one in every run.',
    todo: "Settle it with them. Nothing is asked for again by itself.",
  },
  "settings-changed": {
    example: { code: "settings-changed", inputs: ["onDelete"] },
    when: "A setting that only delete uses changed. It has to be in state.",
    todo: "Nothing. No request is sent.",
  },
  "removal-revokes": {
    example: { code: "removal-revokes", names: ["old.example.com"], certificates: [some], allowed: true },
    when: "Warning: the reissue removes a name.",
    todo: "Deploy the new certificate everywhere within 72 hours. Without `allowSanRemoval: true` it is refused.",
  },
  "coverage-ends": {
    example: {
      code: "coverage-ends",
      orderId: 118,
      orderValidTill: "2027-01-15",
      notAfter: "2027-01-14T23:59:59Z",
      daysLeft: 12,
    },
    when: "Warning: it is time to renew, but the order's paid coverage ends too soon.",
    todo: "Renew the order in CertCentral and set the new `orderId`.",
  },
  "ends-meanwhile": {
    example: { code: "ends-meanwhile", daysLeft: 12, notAfter: "2026-12-04T23:59:59Z" },
    when: "Warning: fewer days are left than `minDaysRemaining`, while a request waits, or a change of the program is not applied yet.",
    todo: "Have what is waited for done, or apply the change, before that day.",
  },
  "asked-no-longer": {
    example: { code: "asked-no-longer", daysLeft: 12, notAfter: "2027-01-14T23:59:59Z", date: "2027-01-15" },
    when: "Warning: it is time to renew, but `customExpirationDate` allows no longer life.",
    todo: "Set a later date, or remove it.",
  },
  "inputs-ignored": {
    example: { code: "inputs-ignored", product: "code_signing", inputs: ["dcvMethod"] },
    when: "Warning: CertCentral takes no notice of these inputs for this product.",
    todo: "Remove them. They never cause a reissue.",
  },
  "min-days-capped": {
    example: { code: "min-days-capped", asked: 90, lifeDays: 46, counted: 30 },
    when: "Warning: `minDaysRemaining` is more than two thirds of the certificate's life.",
    todo: "Set a smaller number, or leave it out: the default follows the certificate's life.",
  },
  "validity-cut": {
    example: { code: "validity-cut", asked: 199, most: 99 },
    when: "Warning: public TLS certificates live shorter than `validityDays` by now.",
    todo: "Nothing, or ask for less.",
  },
  "product-doubts": {
    example: {
      code: "product-doubts",
      sentences: [
        'dnsNames[0]: "www.example.con" ends in "con", which our list of top-level domains does not have: check its spelling',
      ],
    },
    when: "Warning: a name or a key that the order's product may take, and that is unusual: an unknown top-level domain, an RSA exponent below 65537, P-521. Where inputs say the `product`, it is said before anything is compared, as is a CSR whose signature cannot be checked here.",
    todo: "Look at it once more. Nothing is refused for it.",
  },
  "product-refuses": {
    example: {
      code: "product-refuses",
      sentences: ["commonName: code_signing certificates are reissued without it; remove it"],
    },
    when: "Warning: the order's product would not accept a reissue with these inputs. With the order's own `product` set it is an error; with another one, this warning says so.",
    todo: "Change what the sentence names.",
  },
  "rejected-before": {
    example: {
      code: "rejected-before",
      sentence: 'request 4711 to reissue order 118 was rejected by Jane Doe: "wrong names"',
      again: false,
    },
    when: "An administrator rejected this very request: applying fails, and sends nothing. As a warning, `asked again`: the inputs have changed since.",
    todo: "Change the inputs. To send the same again once the reason is dealt with, change a value in `triggers`.",
  },
};
