import { CertCentralError } from "../../certcentral";
import { NOBODY } from "../../contract/heir";
import { type FakeRun, fakeRun } from "../../contract/run.fake";
import type { Ctx } from "./context";

/** What CertCentral answers to each call, by the call's name: a value, a failure, or what comes of its arguments. */
export type Answers = Readonly<Record<string, unknown>>;

/** A context whose API answers so, what was asked of it, and what of that would change something, in order. */
export const contextWith = (answers: Answers): { ctx: Ctx; asked: string[]; writes: string[]; run: FakeRun } => {
  const asked: string[] = [];
  const writes: string[] = [];
  const run = fakeRun();
  const send = async (endpoint: { readonly name: string; readonly method: string }, args: unknown): Promise<never> => {
    asked.push(endpoint.name);
    if (endpoint.method !== "GET") writes.push(endpoint.name);
    const told = answers[endpoint.name];
    const answer: unknown = typeof told === "function" ? told(args) : told;
    if (answer instanceof Error) throw answer;
    if (answer === undefined) throw new Error(`nobody expected ${endpoint.name}`);
    return answer as never;
  };
  const ctx: Ctx = {
    api: { send },
    run,
    heir: NOBODY,
    leave: () => {},
    mayBeKeptBy: () => undefined,
    takenBy: () => undefined,
    owned: () => undefined,
    exclusively: (_, work) => work(),
    resourceDigest: "9f86d081",
  };
  return { ctx, asked, writes, run };
};

export const failing = (status: number, more: Partial<CertCentralError> = {}): CertCentralError =>
  new CertCentralError({
    code: status === 404 ? "absent" : "refused",
    outcome: "not-done",
    endpoint: "a call",
    method: "GET",
    path: "/",
    what: `it failed (${status})`,
    status,
    ...more,
  });
