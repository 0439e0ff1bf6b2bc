import { Refusal } from "../api/answer";
import { type Body, has, listOf, objectOf } from "../api/read";
import type { OrganizationDetails } from "../world/contract";
import type { Product } from "../world/products";

const FIELDS = ["name", "address", "city", "state", "zip", "country", "telephone"];
const CONTACT = ["first_name", "last_name", "email", "telephone", "job_title"];

/** The members of `organization` that OV and EV contracts must have. */
export const missingOrganization = (product: Product, body: Body): string[] => {
  if (product.family === "dv") return [];
  if (!has(body["organization"])) return ["organization"];
  const organization = objectOf(body["organization"]);
  const contact = objectOf(organization["organization_contact"]);
  return [
    ...FIELDS.filter((field) => !has(organization[field])).map((field) => `organization.${field}`),
    ...CONTACT.filter((field) => !has(contact[field])).map((field) => `organization.organization_contact.${field}`),
    ...(product.family === "ev" && listOf(organization["verified_contacts"]).length === 0
      ? ["organization.verified_contacts"]
      : []),
  ];
};

export const requireAll = (missing: readonly string[]): void => {
  if (missing.length > 0)
    throw new Refusal(
      400,
      missing.map((field) => ({ code: `required_param:${field}`, message: `${field} is a required parameter.` })),
    );
};

const CONTACTS = new Set(["organization_contact", "technical_contact", "verified_contacts"]);

/** What validation looked at: everything but the contacts. */
export const identityOf = (organization: OrganizationDetails | null): string =>
  JSON.stringify(
    Object.entries(organization ?? {})
      .filter(([field, value]) => !CONTACTS.has(field) && has(value))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
