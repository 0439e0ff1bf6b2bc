import * as z from "zod";
import { present } from "../../../contract/present";
import { json } from "../../transport/answers/received";
import { endpoint } from "../../transport/endpoint";
import { path } from "../../transport/path";
import { type ListArgs, listQuery, Page } from "../../wire/list";
import { id, listOf, maybe } from "../../wire/values";

export interface Organization {
  readonly organizationId: number;
  readonly name?: string;
  readonly displayName?: string;
  readonly status?: string;
  readonly isActive?: boolean;
}

const Wire = z
  .object({ id, name: maybe.prose, display_name: maybe.prose, status: maybe.text, is_active: maybe.flag })
  .transform(
    (wire): Organization =>
      present({
        organizationId: wire.id,
        name: wire.name,
        displayName: wire.display_name,
        status: wire.status,
        isActive: wire.is_active,
      }),
  );

/**
 * A page of the account's organizations.
 * @see https://dev.digicert.com/certcentral-apis/services-api/organizations/list-organizations.html
 */
export const listOrganizations = endpoint({
  name: "list organizations",
  family: "services",
  method: "GET",
  path: (_: ListArgs<never>) => path`/organization`,
  query: listQuery,
  answer: json(z.object({ organizations: listOf(Wire), page: Page })),
  repeatable: true,
});
