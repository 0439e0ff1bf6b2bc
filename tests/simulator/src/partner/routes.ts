import type { Route } from "../api/call";
import {
  cancelContract,
  changeSans,
  createContract,
  listCertificates,
  patchContract,
  replaceContract,
  showContract,
} from "./contracts";
import { listCredentials, regenerate, revokeEvery, revokeOne } from "./credentials";
import { reporting } from "./reporting";

/** The simulated surface of the Partner Subscriptions API. There is no list of contracts. */
export const partnerRoutes: readonly Route[] = [
  ["POST", "/acme", "anyone", createContract],
  ["GET", "/acme/:contract", "anyone", showContract],
  ["PUT", "/acme/:contract", "anyone", replaceContract],
  ["PATCH", "/acme/:contract", "anyone", patchContract],
  ["DELETE", "/acme/:contract", "anyone", cancelContract],
  ["PUT", "/acme/:contract/sans", "anyone", changeSans("add")],
  ["DELETE", "/acme/:contract/sans", "anyone", changeSans("remove")],
  ["GET", "/acme/:contract/certificates", "anyone", listCertificates],
  ["GET", "/acme/:contract/credentials", "anyone", listCredentials],
  ["POST", "/acme/:contract/credentials/regenerate", "anyone", regenerate],
  ["POST", "/acme/:contract/credentials/revoke", "anyone", revokeEvery],
  ["POST", "/acme/:contract/credentials/revoke/:credential", "anyone", revokeOne],
  ["GET", "/account/reporting", "anyone", reporting],
];
