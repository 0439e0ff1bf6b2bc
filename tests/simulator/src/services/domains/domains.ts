import { type Answer, empty, invalid, notFound, ok, requireParams } from "../../api/answer";
import type { Call } from "../../api/call";
import { flagged, has, listOf, numberOf, objectOf, textOf, textsOf } from "../../api/read";
import { CONTAINER } from "../../views/order";
import { MapView, type View } from "../../views/present";
import { dayOf, isoOf } from "../../world/dates";
import type { Domain } from "../../world/facts";
import { isName, normal } from "../../world/names";
import { FILE_PATH } from "../../world/proofs/look";
import { CNAME_TARGET, domainNamed, isPublished, isTokenMethod, newToken, reusedTill } from "../../world/proofs/prove";
import { asCsv } from "../csv";
import { accountOf } from "../find";
import { arrange } from "../listing";
import { readDcvMethod } from "../reissue/read-asked";

const findDomain = (call: Call): Domain => {
  const domain = accountOf(call).domains.find((d) => String(d.id) === call.params["domain"]);
  if (domain === undefined) throw notFound("domain");
  return domain;
};

const isProven = (call: Call, domain: Domain): boolean =>
  (reusedTill(domain)?.getTime() ?? 0) >= call.world.now.getTime();

const tokenOf = (call: Call, domain: Domain): NonNullable<Domain["token"]> => (domain.token ??= newToken(call.world));

const tokenView = (call: Call, domain: Domain): View => {
  const token = tokenOf(call, domain);
  return {
    token: token.value,
    status: isProven(call, domain) ? "active" : "pending",
    expiration_date: isoOf(token.expiresAt),
    ...(domain.dcvMethod === "dns-cname-token" ? { verification_value: CNAME_TARGET } : {}),
    ...(domain.dcvMethod.startsWith("http") ? { http_token_url: `http://${domain.name}${FILE_PATH}` } : {}),
  };
};

const TYPES = ["ov", "ev"];

const view = (call: Call, domain: Domain, more: { dcv: boolean; validation: boolean }): View => {
  const organization = accountOf(call).organizations.find((o) => o.id === domain.organizationId);
  const till = reusedTill(domain);
  const proven = isProven(call, domain);
  return {
    id: domain.id,
    name: domain.name,
    is_active: true,
    date_created: isoOf(domain.createdAt),
    organization: organization && {
      id: organization.id,
      status: "active",
      name: organization.name,
      display_name: organization.name,
      is_active: true,
    },
    ...(more.validation
      ? {
          validations: TYPES.map((type) => ({
            type,
            name: type.toUpperCase(),
            description: `${type.toUpperCase()} domain validation`,
            date_created: isoOf(domain.createdAt),
            validated_until: till && isoOf(till),
            status: proven ? "active" : "pending",
            dcv_status: proven ? "complete" : "pending",
          })),
        }
      : {}),
    dcv_method: domain.dcvMethod,
    ...(more.dcv && isTokenMethod(domain.dcvMethod) ? { dcv_token: tokenView(call, domain) } : {}),
    dcv_expiration: proven && till ? { ov: dayOf(till), ev: dayOf(till) } : undefined,
    container: CONTAINER,
  };
};

const columns = (call: Call) => ({
  name: (d: Domain) => [d.name],
  search: (d: Domain) => [d.name],
  validation: (d: Domain) => (isProven(call, d) ? ["completed", ...TYPES] : ["pending"]),
});

/** GET /domain */
export const listDomains = (call: Call): Answer => {
  const { shown, page } = arrange(
    call.query,
    accountOf(call).domains,
    columns(call),
    { name: (d) => d.name },
    (d) => d.id,
  );
  const domains = shown.map((d) => view(call, d, { dcv: true, validation: true }));
  return asCsv(call, ["id", "name", "is_active", "dcv_method"], domains) ?? ok({ domains, page });
};

const emailsFor = (name: string): View[] =>
  ["admin", "administrator", "webmaster", "hostmaster", "postmaster"].map((box) => ({
    email: `${box}@${name}`,
    source: "constructed",
  }));

/** POST /domain */
export const addDomain = (call: Call): Answer => {
  const { world } = call;
  const body = objectOf(call.body);
  const organizationId = numberOf(objectOf(body["organization"])["id"]);
  requireParams([
    ...(has(body["name"]) ? [] : ["name"]),
    ...(organizationId === undefined ? ["organization.id"] : []),
    ...(listOf(body["validations"]).length > 0 ? [] : ["validations"]),
  ]);
  const strange = listOf(body["validations"]).find((v) => !KINDS.some((kind) => kind === objectOf(v)["type"]));
  if (strange !== undefined) throw invalid("invalid_param:validations", "The type of validation is not valid.");
  const account = accountOf(call);
  if (!account.organizations.some((o) => o.id === organizationId)) throw notFound("organization");
  const method = readDcvMethod(body["dcv_method"]) ?? "email";
  const wanted = normal(textOf(body["name"]) ?? "");
  const name = flagged(body["keep_www"]) || method.startsWith("http") ? wanted : wanted.replace(/^www\./, "");
  if (!isName(name)) throw invalid("invalid_domain_name", `${name} is not a valid domain name.`);
  const domain = domainNamed(world, account, name, organizationId ?? 0, method);
  domain.dcvMethod = method;
  return {
    status: 201,
    view: {
      id: domain.id,
      ...(isTokenMethod(method)
        ? { dcv_token: tokenView(call, domain) }
        : {
            validation_emails: {
              name_scope: name,
              base_emails: textsOf(body["email_array"]),
              constructed: emailsFor(name),
            },
          }),
    },
  };
};

const KINDS = ["ov", "ev", "cs", "ev_cs", "ds", "smime"];

const asks = (call: Call, name: string): boolean => flagged(call.query.get(name) ?? undefined);

/** GET /domain/{id} */
export const domainInfo = (call: Call): Answer =>
  ok(view(call, findDomain(call), { dcv: asks(call, "include_dcv"), validation: asks(call, "include_validation") }));

/** PUT /domain/{id}/dcv/method. https://dev.digicert.com/certcentral-apis/services-api/domains/change-dcv-method.html */
export const changeDomainMethod = (call: Call): Answer => {
  const domain = findDomain(call);
  const { dcv_method: wanted } = objectOf(call.body);
  requireParams(has(wanted) ? [] : ["dcv_method"]);
  const method = readDcvMethod(wanted) ?? domain.dcvMethod;
  if (method === domain.dcvMethod) return ok(new MapView({}));
  domain.dcvMethod = method;
  return ok(
    isTokenMethod(method) ? { dcv_token: tokenView(call, domain) } : { validation_emails: emailsFor(domain.name) },
  );
};

/** POST /domain/{id}/dcv/token: a new value, which ends the former one of the domain. */
export const newDomainToken = (call: Call): Answer => {
  const domain = findDomain(call);
  if (!isTokenMethod(domain.dcvMethod)) throw invalid("invalid_dcv_method", "The domain has no token method.");
  domain.token = newToken(call.world);
  const { token, expiration_date, http_token_url } = tokenView(call, domain);
  return ok({ token, expiration_date, ...(http_token_url === undefined ? {} : { http_token_url }) });
};

/** PUT /domain/{id}/dcv/validate-token */
export const validateToken = (call: Call): Answer => {
  const { world } = call;
  const domain = findDomain(call);
  if (!isTokenMethod(domain.dcvMethod)) throw invalid("invalid_dcv_method", "The domain has no token method.");
  const token = tokenOf(call, domain);
  const orderTokens = [...world.orders.values()]
    .filter((o) => o.accountId === call.key.accountId)
    .map((o) => o.dcvToken);
  if (isPublished(world, domain.dcvMethod, domain.name, [token, ...orderTokens])) domain.provenAt = world.now;
  else if (domain.dcvMethod.startsWith("http"))
    throw invalid("file_random_value_not_found", "The file with the random value was not found.");
  return ok({ token: token.value, status: isProven(call, domain) ? "active" : "pending" });
};

/** PUT /domain/{id}/dcv/emails: nobody receives them. */
export const resendDomainEmails = (call: Call): Answer => {
  findDomain(call);
  return empty();
};

/** POST and GET /domain/{id}/validation */
export const submitValidation = (call: Call): Answer => {
  findDomain(call);
  return empty();
};

export const domainValidation = (call: Call): Answer =>
  ok({ validations: view(call, findDomain(call), { dcv: false, validation: true })["validations"] });
