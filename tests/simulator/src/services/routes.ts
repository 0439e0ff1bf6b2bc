import type { Route } from "../api/call";
import { certificateChain, downloadCertificate, downloadForPlatform, downloadOfOrder, intermediates } from "./downloads";
import { updateStatus } from "./order-status";
import { orderInfo, orderValidation } from "./orders";
import { listOrders } from "./order-list";
import { listReissues, reissue } from "./reissue";
import { decideRequest, listRequests, requestInfo } from "./requests";
import { revokeCertificate, revokeOrder } from "./revoke";
import { account, me } from "./users";

/** The simulated surface of the Services API. Anything else is answered 501. The first that fits wins. */
export const servicesRoutes: readonly Route[] = [
  ["GET", "/user/me", "anyone", me],
  ["GET", "/account", "anyone", account],

  ["GET", "/order/certificate", "orders", listOrders],
  ["GET", "/order/certificate/:order", "orders", orderInfo],
  ["GET", "/order/certificate/:order/validation", "orders", orderValidation],
  ["POST", "/order/certificate/:order/reissue", "orders", reissue],
  ["GET", "/order/certificate/:order/reissue", "orders", listReissues],
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
];
