import { type Answer, empty, notFound, ok, Refusal, requireParams } from "../../api/answer";
import type { Call } from "../../api/call";
import { type Body, has, numberOf, objectOf, textOf } from "../../api/read";
import { CONTAINER, organizationView } from "../../views/order";
import type { View } from "../../views/present";
import { ORGANIZATION_DAYS } from "../../world/accounts";
import { DAY, isoOf } from "../../world/dates";
import type { Organization } from "../../world/facts";
import type { World } from "../../world/world";
import { asCsv } from "../csv";
import { accountOf } from "../find";
import { arrange } from "../listing";

const find = (call: Call, id: string | undefined): Organization => {
  const organization = accountOf(call).organizations.find((o) => String(o.id) === id);
  if (organization === undefined) throw notFound("organization");
  return organization;
};

/** How long each may be; name and assumed name stand in the certificate together. Known from a client in use. */
const LONGEST: Readonly<Record<string, number>> = {
  name: 64,
  address: 64,
  city: 64,
  state: 64,
  zip: 40,
  telephone: 32,
};
const LONGEST_TOGETHER = 61;

const requireLengths = (body: Body): void => {
  const lengthOf = (field: string): number => (has(body[field]) ? String(body[field]).length : 0);
  const long = Object.keys(LONGEST).filter((field) => lengthOf(field) > (LONGEST[field] ?? 0));
  const together = lengthOf("assumed_name") > 0 && lengthOf("name") + lengthOf("assumed_name") > LONGEST_TOGETHER;
  const wrong = [
    ...long,
    ...(together ? ["assumed_name"] : []),
    ...(/^[a-z]{2}$/i.test(String(body["country"])) ? [] : ["country"]),
  ];
  if (wrong.length > 0)
    throw new Refusal(
      400,
      wrong.map((field) => ({ code: `invalid_param:${field}`, message: `The ${field} is not valid.` })),
    );
};

const add = (call: Call, body: Body): Organization => {
  requireParams(
    ["name", "address", "city", "state", "zip", "country", "telephone"].filter((field) => !has(body[field])),
  );
  requireLengths(body);
  const text = (field: string): string => String(body[field]);
  const assumedName = textOf(body["assumed_name"]);
  const organization: Organization = {
    id: call.world.nextId("other"),
    name: text("name"),
    ...(assumedName === undefined ? {} : { assumedName }),
    address: text("address"),
    city: text("city"),
    state: text("state"),
    zip: text("zip"),
    country: text("country").toUpperCase(),
    telephone: text("telephone"),
    validatedTill: new Date(call.world.now.getTime() + ORGANIZATION_DAYS * DAY),
  };
  accountOf(call).organizations.push(organization);
  return organization;
};

/** `organization` of an order: an id, or a whole one to be made. */
export const organizationFor = (call: Call, organization: Body): Organization =>
  has(organization["id"]) ? find(call, String(numberOf(organization["id"]))) : add(call, organization);

const view = (world: World, organization: Organization): View => ({
  ...organizationView(world, organization),
  address2: undefined,
  container: CONTAINER,
});

/** GET /organization */
export const listOrganizations = (call: Call): Answer => {
  const columns = {
    name: (o: Organization) => [o.name],
    search: (o: Organization) => [o.name],
    id: (o: Organization) => [String(o.id)],
    status: (o: Organization) => [o.inactive === true ? "inactive" : "active"],
  };
  const { shown, page } = arrange(
    call.query,
    accountOf(call).organizations,
    columns,
    { name: (o) => o.name },
    (o) => o.id,
  );
  const organizations = shown.map((o) => view(call.world, o));
  return asCsv(call, ["id", "name", "status", "city", "country"], organizations) ?? ok({ organizations, page });
};

const validationsOf = (call: Call, organization: Organization): View[] =>
  ["ov", "ev", "cs"].map((type) => ({
    type,
    name: type.toUpperCase(),
    description: `${type.toUpperCase()} organization validation`,
    date_created: isoOf(new Date(organization.validatedTill.getTime() - ORGANIZATION_DAYS * DAY)),
    validated_until: isoOf(organization.validatedTill),
    status: organization.validatedTill > call.world.now ? "active" : "expired",
  }));

/** GET /organization/{id} */
export const organizationInfo = (call: Call): Answer => {
  const organization = find(call, call.params["organization"]);
  return ok({ ...view(call.world, organization), validations: validationsOf(call, organization) });
};

/** GET /organization/{id}/validation */
export const organizationValidation = (call: Call): Answer =>
  ok({ validations: validationsOf(call, find(call, call.params["organization"])) });

/** POST /organization */
export const addOrganization = (call: Call): Answer => ({
  status: 201,
  view: { id: add(call, objectOf(call.body)).id },
});

/** PUT /organization/{id}/activate, /deactivate */
export const switchOrganization =
  (inactive: boolean) =>
  (call: Call): Answer => {
    find(call, call.params["organization"]).inactive = inactive;
    return empty();
  };
