import type { Route } from "../api/call";
import { createEab } from "./account/eab";
import * as organizations from "./account/organizations";
import { listProducts, productInfo } from "./account/products";
import { account, listUsers, me } from "./account/users";
import {
  certificateChain,
  downloadCertificate,
  downloadForPlatform,
  downloadOfOrder,
  intermediates,
} from "./certificates/downloads";
import { revokeCertificate, revokeOrder } from "./certificates/revoke";
import { changeDcvMethod, checkDcv, dcvRandomValue, resendApproval, resendEmails } from "./domains/dcv";
import * as domains from "./domains/domains";
import { setAutoReissue } from "./orders/auto-reissue";
import { listOrders } from "./orders/order-list";
import { updateStatus } from "./orders/order-status";
import { orderInfo, orderValidation } from "./orders/orders";
import { placeOrder } from "./orders/place";
import { byAlternativeId, statusChanges } from "./orders/status-changes";
import { duplicate, listDuplicates } from "./reissue/duplicates";
import { listReissues, reissue } from "./reissue/reissue";
import { decideRequest, listRequests, requestInfo } from "./requests";

/** The simulated surface of the Services API. Anything else is answered 501. The first that fits wins. */
export const servicesRoutes: readonly Route[] = [
  ["GET", "/user/me", "anyone", me],
  ["GET", "/user", "users", listUsers],
  ["GET", "/account", "anyone", account],

  ["POST", "/key/acme-eab/tlm", "orders", createEab],

  ["GET", "/product", "anyone", listProducts],
  ["GET", "/product/:product", "anyone", productInfo],

  ["GET", "/order/certificate", "orders", listOrders],
  ["POST", "/order/certificate/:product", "orders", placeOrder],
  ["GET", "/order/certificate/status-changes", "orders", statusChanges],
  ["GET", "/order/alternate/:alternative", "orders", byAlternativeId],
  ["GET", "/order/certificate/:order", "orders", orderInfo],
  ["GET", "/order/certificate/:order/validation", "orders", orderValidation],
  ["POST", "/order/certificate/:order/reissue", "orders", reissue],
  ["GET", "/order/certificate/:order/reissue", "orders", listReissues],
  ["POST", "/order/certificate/:order/duplicate", "orders", duplicate],
  ["GET", "/order/certificate/:order/duplicate", "orders", listDuplicates],
  ["PUT", "/order/certificate/:order/auto-reissue", "orders", setAutoReissue],
  ["PUT", "/order/certificate/:order/check-dcv", "orders", checkDcv],
  ["PUT", "/order/certificate/:order/dcv-method", "orders", changeDcvMethod],
  ["PUT", "/order/certificate/:order/dcv-random-value", "orders", dcvRandomValue],
  ["PUT", "/order/certificate/:order/resend-emails", "orders", resendEmails],
  ["PUT", "/order/certificate/:order/order-approval/resend-emails", "orders", resendApproval],
  ["PUT", "/order/certificate/:order/status", "orders", updateStatus],
  ["PUT", "/order/certificate/:order/revoke", "orders", revokeOrder],

  ["GET", "/request", "orders", listRequests],
  ["GET", "/request/:request", "orders", requestInfo],
  ["PUT", "/request/:request/status", "orders", decideRequest],

  ["GET", "/certificate/intermediates", "orders", intermediates],
  ["GET", "/certificate/download/order/:order", "orders", downloadOfOrder],
  ["GET", "/certificate/download/order/:order/format/:format", "orders", downloadOfOrder],
  ["GET", "/certificate/:certificate/download/format/:format", "orders", downloadCertificate],
  ["GET", "/certificate/:certificate/download/platform", "orders", downloadForPlatform],
  ["GET", "/certificate/:certificate/download/platform/:platform", "orders", downloadForPlatform],
  ["GET", "/certificate/:certificate/chain", "orders", certificateChain],
  ["PUT", "/certificate/:certificate/revoke", "orders", revokeCertificate],

  ["GET", "/domain", "domains", domains.listDomains],
  ["POST", "/domain", "domains", domains.addDomain],
  ["GET", "/domain/:domain", "domains", domains.domainInfo],
  ["PUT", "/domain/:domain/dcv/method", "domains", domains.changeDomainMethod],
  ["POST", "/domain/:domain/dcv/token", "domains", domains.newDomainToken],
  ["PUT", "/domain/:domain/dcv/validate-token", "domains", domains.validateToken],
  ["PUT", "/domain/:domain/dcv/emails", "domains", domains.resendDomainEmails],
  ["POST", "/domain/:domain/validation", "domains", domains.submitValidation],
  ["GET", "/domain/:domain/validation", "domains", domains.domainValidation],

  ["GET", "/organization", "domains", organizations.listOrganizations],
  ["POST", "/organization", "domains", organizations.addOrganization],
  ["GET", "/organization/:organization", "domains", organizations.organizationInfo],
  ["GET", "/organization/:organization/validation", "domains", organizations.organizationValidation],
  ["PUT", "/organization/:organization/activate", "domains", organizations.switchOrganization(false)],
  ["PUT", "/organization/:organization/deactivate", "domains", organizations.switchOrganization(true)],
];
