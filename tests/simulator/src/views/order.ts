import { dayOf, isoOf } from "../world/dates";
import type { Order, Organization, Request } from "../world/facts";
import { orderStatus, shownCertificate } from "../world/status";
import type { World } from "../world/world";
import { flagOf, orderCertificateView, personView } from "./certificate";
import { commentsOf, requestDate, requestWord, wordOf } from "./evidence";
import type { View } from "./present";

export const CONTAINER = { id: 5, name: "Example Division", is_active: true };

export const containerOf = ({ containerId }: Order): View =>
  containerId === CONTAINER.id ? CONTAINER : { id: containerId, name: `Division ${containerId}`, is_active: true };

export const organizationView = (world: World, organization: Organization): View => ({
  id: organization.id,
  status: organization.inactive === true ? "inactive" : "active",
  name: organization.name,
  assumed_name: organization.assumedName,
  display_name: organization.name,
  is_active: organization.inactive !== true,
  address: organization.address,
  city: organization.city,
  state: organization.state,
  zip: world.awkward.zipAsNumber && /^\d+$/.test(organization.zip) ? Number(organization.zip) : organization.zip,
  country: organization.country,
  telephone: organization.telephone,
});

export const organizationOf = (world: World, order: Order): Organization | undefined =>
  world.accountOf(order).organizations.find((o) => o.id === order.organizationId);

export const productView = ({ product }: Order): View => ({
  name_id: product.nameId,
  name: product.name,
  type: product.type,
  validation_type: product.validationType,
  validation_name: product.validationType?.toUpperCase(),
  validation_description: product.validationType && `Normal ${product.validationType.toUpperCase()} Validation`,
});

export const customFieldsView = (order: Order): View[] | undefined =>
  order.customFields.length === 0
    ? undefined
    : order.customFields.map(({ metadata_id, value }) => ({ metadata_id, label: `Field ${metadata_id}`, value }));

const requestLine = (world: World, request: Request): View => ({
  id: request.id,
  date: requestDate(world, request.at),
  type: request.type,
  status: requestWord(world, request),
  comments: commentsOf(world, request, "order"),
});

export const orderWord = (world: World, order: Order): string =>
  wordOf(world, "orderStatusWords", orderStatus(order, world.now, world.awkward));

export const countOf = (order: Order, kind: "reissue" | "duplicate"): number =>
  order.certificates.filter((c) => c.kind === kind && c.issued).length;

export const countsView = (order: Order): View => ({
  duplicates_count: countOf(order, "duplicate"),
  has_duplicates: countOf(order, "duplicate") > 0,
  reissues_count: countOf(order, "reissue"),
  has_reissues: countOf(order, "reissue") > 0,
});

/** https://dev.digicert.com/en/certcentral-apis/services-api/orders/order-info.html */
export const orderView = (world: World, order: Order): View => {
  const certificate = shownCertificate(order);
  const organization = organizationOf(world, order);
  const contact = { ...personView(order.user), job_title: "Administrator", telephone: "+1 555 0101" };
  return {
    id: order.id,
    certificate: certificate && orderCertificateView(world, order, certificate),
    status: orderWord(world, order),
    is_renewal: order.renewalOf !== undefined,
    is_renewed: order.renewedBy !== undefined,
    renewed_order_id: order.renewedBy ?? 0,
    date_created: isoOf(order.createdAt),
    organization: organization && organizationView(world, organization),
    validity_years: order.orderValidity.years,
    validity_days: order.orderValidity.days,
    order_validity: order.orderValidity,
    order_valid_till: certificate?.issued && dayOf(order.coverageTill),
    disable_renewal_notifications: order.disableRenewalNotifications,
    auto_renew: flagOf(world, order.autoRenew),
    auto_reissue: flagOf(world, order.autoReissue),
    container: containerOf(order),
    product: productView(order),
    organization_contact: organization && contact,
    technical_contact: organization && contact,
    user: personView(order.user),
    requests: order.requests.length > 0 ? order.requests.map((request) => requestLine(world, request)) : undefined,
    dcv_method: order.product.family === "code-signing" ? undefined : order.dcvMethod,
    cs_provisioning_method: order.provisioningMethod ?? "none",
    ship_info: order.shipInfo,
    receipt_id: order.id % 100_000,
    send_minus_90: true,
    send_minus_60: true,
    send_minus_30: true,
    send_minus_7: true,
    send_minus_3: true,
    send_plus_7: true,
    allow_duplicates: world.awkward.duplicatesAllowed,
    ...countsView(order),
    user_assignments: [],
    payment_method: order.paymentMethod,
    price: 0,
    custom_fields: customFieldsView(order),
    notes: order.notes.length > 0 ? order.notes : undefined,
    alternative_order_id: world.awkward.alternativeIdOnRead ? order.alternativeOrderId : undefined,
    hardware_init_code: order.hardwareInitCode,
  };
};
