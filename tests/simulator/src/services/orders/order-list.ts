import { type Answer, ok } from "../../api/answer";
import type { Call } from "../../api/call";
import { commonNameOf, daysRemaining, dnsNamesOf, validityOf } from "../../views/certificate";
import { listedWithout, validTillOf } from "../../views/evidence";
import { containerOf, countsView, customFieldsView, orderWord, organizationOf, productView } from "../../views/order";
import type { View } from "../../views/present";
import { dayOf, isoOf } from "../../world/dates";
import type { Order } from "../../world/facts";
import { normal } from "../../world/names";
import { orderStatus, shownCertificate } from "../../world/status";
import { seenAt } from "../../world/versions";
import type { World } from "../../world/world";
import { asCsv } from "../csv";
import { ordersOf } from "../find";
import { arrange, type Columns } from "../listing";

const entry = (world: World, order: Order): View => {
  const certificate = shownCertificate(order);
  const issued = certificate?.issued;
  const organization = organizationOf(world, order);
  return {
    id: order.id,
    certificate: certificate && {
      id: certificate.approvedAt ? certificate.id : undefined,
      serial_number: issued?.serial,
      common_name: commonNameOf(order, certificate.asked),
      dns_names: dnsNamesOf(world, certificate) ?? [],
      valid_from: issued && dayOf(issued.validFrom),
      valid_till: issued && validTillOf(world, issued.validTill),
      days_remaining: issued && daysRemaining(issued.validTill, world.now),
      cert_validity: validityOf(certificate),
      signature_hash: certificate.asked.hash,
    },
    status: orderWord(world, order),
    is_renewed: order.renewedBy !== undefined,
    date_created: isoOf(order.createdAt),
    organization: organization && { id: organization.id, name: organization.name },
    validity_years: order.orderValidity.years,
    order_validity: order.orderValidity,
    order_valid_till: issued && dayOf(order.coverageTill),
    disable_renewal_notifications: order.disableRenewalNotifications,
    container: containerOf(order),
    product: productView(order),
    ...countsView(order),
    price: 0,
    product_name_id: order.product.nameId,
    number_of_sans: certificate?.asked.dnsNames.length,
    is_multi_year_plan: world.awkward.multiYearPlan && (order.orderValidity.years ?? 1) > 1 ? "1" : "0",
    custom_fields: customFieldsView(order),
  };
};

const bit = (value: boolean): string => (value ? "1" : "0");
const names = (order: Order): string[] =>
  order.certificates
    .flatMap((c) => (c.issued || c === shownCertificate(order) ? [c.asked.commonName ?? "", ...c.asked.dnsNames] : []))
    .map(normal);

/** What each filter looks at. https://dev.digicert.com/en/certcentral-apis/services-api/orders/list-orders.html */
const columns = (world: World): Columns<Order> => ({
  id: (o) => [String(o.id)],
  // "issued" also returns expired orders.
  status: (o) => {
    const status = orderStatus(o, world.now, world.awkward);
    return status === "expired" ? ["expired", "issued"] : [status];
  },
  organization_id: (o) => [String(o.organizationId ?? "")],
  product_name_id: (o) => [o.product.nameId],
  valid_till: (o) => {
    const issued = shownCertificate(o)?.issued;
    return [issued ? validTillOf(world, issued.validTill) : ""];
  },
  user_id: (o) => [String(o.user.id)],
  common_name: (o) => [normal(shownCertificate(o)?.asked.commonName ?? "")],
  domain_name: names,
  date_created: (o) => [isoOf(o.createdAt).slice(0, 19), dayOf(o.createdAt)],
  container_id: (o) => [String(o.containerId)],
  metadata_id: (o) => o.customFields.map((f) => String(f.metadata_id)),
  is_renewed: (o) => [bit(o.renewedBy !== undefined)],
  disable_renewal_notifications: (o) => [bit(o.disableRenewalNotifications)],
  email: (o) => o.certificates.flatMap((c) => c.asked.emails),
  certificate_id: (o) => o.certificates.map((c) => String(c.id)),
  origin: () => ["certcentral"],
  serial_number: (o) => o.certificates.map((c) => c.issued?.serial ?? ""),
  search: (o) => [normal(shownCertificate(o)?.asked.commonName ?? ""), o.user.email],
});

type Key = (order: Order) => string | number;

const sorts = (world: World): Readonly<Record<string, Key>> => ({
  order_id: (o) => o.id,
  id: (o) => o.id,
  date_created: (o) => o.createdAt.getTime(),
  common_name: (o) => normal(shownCertificate(o)?.asked.commonName ?? ""),
  status: (o) => orderStatus(o, world.now, world.awkward),
  validity_years: (o) => o.orderValidity.years ?? 0,
  product_name: (o) => o.product.name,
  valid_till: (o) => shownCertificate(o)?.issued?.validTill.getTime() ?? 0,
});

const CSV = ["id", "status", "date_created", "order_valid_till", "product_name_id"];

/** GET /order/certificate. A list that finds nothing has no member `orders`, as recordings show. */
export const listOrders = (call: Call): Answer => {
  const { world } = call;
  const seen = ordersOf(call).map((order) => seenAt(world, order, "orders"));
  const { shown, page } = arrange(call.query, seen, columns(world), sorts(world), (o) => -o.id);
  const orders = shown.map((o) => entry(world, o));
  return (
    asCsv(call, CSV, orders) ?? ok(orders.length === 0 ? { page } : { orders: listedWithout(world, orders), page })
  );
};
