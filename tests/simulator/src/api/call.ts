import type { Actor, ApiKey } from "../world/facts";
import type { World } from "../world/world";
import type { Answer } from "./answer";

export interface Call {
  world: World;
  key: ApiKey;
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  /** Parsed JSON; undefined when nothing was sent. */
  body: unknown;
  /** The Accept header, lower case. */
  accept: string;
}

/** Who calls. */
export const actorOf = ({ key }: Call): Actor => ({ by: key.person, withKey: key.key });

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** Which kind of right a route needs; key restrictions are made of these. */
export type Scope = "orders" | "domains" | "users" | "anyone";

export type Route = readonly [
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  scope: Scope,
  handler: Handler,
];
