import { choice } from "./switch";

/** The Partner API, where no document says. */
export const PARTNER = {
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
