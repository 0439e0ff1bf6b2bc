import * as z from "zod";
import { present } from "../../contract/present";
import type { Query } from "../transport/query";
import { maybe } from "./values";

/** @see https://dev.digicert.com/certcentral-apis/services-api.html – filters, sorting, pages */
export interface ListArgs<Filter extends string> {
  /** Operators are part of the value: `>2026-06-01`, `<…`, a range `a...b`, `null`. */
  readonly filters?: Readonly<Partial<Record<Filter, string | number | boolean | readonly (string | number)[]>>>;
  /** Members in camelCase; `-` before one sorts downwards. */
  readonly sort?: readonly string[];
  /** At most 1000, which is also the default. */
  readonly limit?: number;
  readonly offset?: number;
}

/** Where in the whole list a page is. */
export interface PageInfo {
  readonly total?: number;
  readonly limit?: number;
  readonly offset?: number;
}

export const Page = maybe
  .object(z.object({ total: maybe.number, limit: maybe.number, offset: maybe.number }))
  .transform((wire): PageInfo => present({ total: wire?.total, limit: wire?.limit, offset: wire?.offset }));

export function listQuery({ filters = {}, sort, limit, offset }: ListArgs<string>): Query {
  const inputs = Object.entries(filters).map(
    ([name, value]) => [`filters[${snake(name)}]`, typeof value === "boolean" ? Number(value) : value] as const,
  );
  return { ...Object.fromEntries(inputs), sort: sort?.map(snake).join(","), limit, offset };
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
