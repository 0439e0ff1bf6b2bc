import type { Route } from "../api/call";

/** The simulated surface of the Partner Subscriptions API. */
export const partnerRoutes: readonly Route[] = [];
