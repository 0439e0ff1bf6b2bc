const TEXTS = "ids, sizes and flags as texts: the vector is there for a client that reads both; the pages show numbers";
const COMMENTS = "comments come back where some were sent";
const GARBAGE = "the simulator's garbage calls itself JSON, which is worse";

/** Where the simulator does not answer as the vector does, by what is different, and why that is right. */
export const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "acme-contract.wrong-key": {
    "error: object expected, nothing found":
      "the Partner API's envelope is unconfirmed; the simulator takes CertCentral's",
  },
  "decide-request.web-page": { "text/html expected, application/json found": GARBAGE },
  "order-info.web-page": { "text/html expected, application/json found": GARBAGE },
  "download-certificate.empty": { "no text expected": "seen of no service: a fault of the line" },
  "list-duplicates": {
    "certificates[0].public_id: text expected, nothing found": "taken away on 2022-05-31",
  },
  "list-reissues": {
    "certificates[1].key_size: text expected, number found": TEXTS,
    "certificates[2].id: text expected, number found": TEXTS,
    "certificates[2].archived: text expected, number found": TEXTS,
  },
  "list-reissues.none": { "the answer: list expected, object found": "no page shows the whole answer as a list" },
  "order-info.issued": {
    "caa_status_message: list expected, nothing found": "only where it was asked for, while the order is pending",
  },
  "order-info.needs-approval": {
    "id: text expected, number found": TEXTS,
    "certificate.key_size: text expected, number found": TEXTS,
    "renewed_order_id: text expected, number found": TEXTS,
    "is_renewed: text expected, boolean found": TEXTS,
    "caa_status_message.example.com: text expected, nothing found": "CAA records are not imitated",
    "a_new_member: object expected, nothing found": "there for a client that passes over what it does not know",
  },
  "product-info": { "duplicates_allowed: number expected, boolean found": TEXTS },
  "reissue.issued": {
    "requests: list expected, nothing found": "a reissue without approval has no request; some clients have seen one",
  },
  "revoke-acme-credential.with-body": {
    "status: text expected, nothing found": "no page shows a body; the vector is there for a client that takes any",
  },
  "revoke-certificate.empty-200": { "status 200 expected, 204 found: ": "the page says 204" },
  "revoke-certificate.skip-ignored": { "comments: text expected, nothing found": COMMENTS },
  "revoke-order.requested": { "comments: text expected, nothing found": COMMENTS },
};
