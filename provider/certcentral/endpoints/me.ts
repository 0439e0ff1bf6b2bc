import * as z from "zod";
import { present } from "../../contract/present";
import { json } from "../transport/answers/received";
import { endpoint } from "../transport/endpoint";
import { path } from "../transport/path";
import { listOf, maybe, Person } from "../wire/values";

/** Whose key this is, and what it may do. */
export interface Me extends Person {
  /** `Administrator`, `Standard user` … */
  readonly roles: readonly string[];
}

const Role = z.object({ name: maybe.text }).transform(({ name }) => name);
const Wire = z
  .looseObject({ access_roles: listOf(Role) })
  .transform(
    (wire): Me => present({ ...Person.parse(wire), roles: wire.access_roles.filter((role) => role !== undefined) }),
  );

/**
 * The user that the key belongs to.
 * @see https://dev.digicert.com/en/certcentral-apis/authentication.html
 */
export const me = endpoint({
  name: "my user",
  family: "services",
  method: "GET",
  path: (_: Record<never, never>) => path`/user/me`,
  answer: json(Wire),
  repeatable: true,
});
