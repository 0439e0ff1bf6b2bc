import { keyText, publicKeyIn } from "../../../pki/keys.fake";
import { observedOrder } from "../observed-order";
import { entry, order } from "../observed-order.fake";
import {
  answerOn,
  type Evidence,
  evidenceOf,
  type Match,
  mayYetBeTold,
  OWNERSHIP_RULES,
  type Ownership,
  ownershipOn,
  ownershipRule,
} from "./ownership";
import type { Pending } from "./pending";

const MATCHES: readonly Match[] = ["same", "other", "untold"];
const VALUES: { readonly [Fact in keyof Evidence]: readonly Evidence[Fact][] } = {
  asked: ["answered", "lost", "never"],
  id: MATCHES,
  mark: MATCHES,
  knownBefore: MATCHES,
  key: MATCHES,
  names: MATCHES,
  requester: MATCHES,
  time: MATCHES,
};

const everyEvidence = (): Evidence[] =>
  Object.entries(VALUES).reduce<Record<string, string>[]>(
    (all, [fact, values]) => all.flatMap((evidence) => values.map((value) => ({ ...evidence, [fact]: value }))),
    [{}],
  ) as unknown as Evidence[];

/** The same verdict in other words, without the table: what may be called ours at all, and what never is. */
const expected = (e: Evidence): Ownership => {
  if (e.asked === "never") return "theirs";
  if (e.id !== "untold") return e.id === "same" ? "ours" : "theirs";
  if (e.mark !== "untold") return e.mark === "same" ? "ours" : "theirs";
  if ([e.time, e.requester, e.key].includes("other") || e.knownBefore === "same") return "theirs";
  if (e.names === "other")
    return e.knownBefore === "other" && e.key === "same" && e.requester === "same" ? "cannot tell" : "theirs";
  return [e.key, e.names, e.requester].every((fact) => fact === "same") && e.knownBefore === "other"
    ? "ours"
    : "cannot tell";
};

test("every combination of facts has its verdict, and what is not shown never speaks for or against", () => {
  const all = everyEvidence();
  expect(all).toHaveLength(3 ** 8);

  const wrong = all.filter((evidence) => ownershipRule(evidence).verdict !== expected(evidence));
  expect(wrong).toEqual([]);

  // Telling less never makes anything ours.
  const claimed = all.flatMap((evidence) =>
    (["knownBefore", "key", "names", "requester"] as const)
      .map((fact) => ({ ...evidence, [fact]: "untold" as const }))
      .filter((less) => less.id === "untold" && less.mark === "untold" && ownershipRule(less).verdict === "ours"),
  );
  expect(claimed).toEqual([]);
  process.stdout.write(`ownership: ${all.length} combinations\n`);
});

test("each rule of the table decides something", () => {
  const used = new Set(everyEvidence().map((evidence) => ownershipRule(evidence)));
  expect(OWNERSHIP_RULES.filter((rule) => !used.has(rule))).toEqual([]);
});

const US = 101;
const names = ["a.example.com", "www.example.com"];
const pending: Pending = {
  phase: "issuing",
  since: "2026-11-22T11:00:00Z",
  requestIds: [],
  names,
  publicKeySha256: publicKeyIn("p256-other").publicKeySha256,
};
const full = { status: "issued", person: { userId: US }, dateCreated: "2026-11-22T11:00:05Z" };

/* What lists show, and the facts that are read from it: each member that is left out leaves its fact untold, and only that. */
test.each<[string, Partial<ReturnType<typeof entry>>, Partial<Evidence>]>([
  [
    "all of it",
    full,
    { key: "same", names: "same", requester: "same", time: "same", knownBefore: "other", id: "untold" },
  ],
  ["no names", { ...full, dnsNames: [] }, { names: "untold", key: "same", requester: "same" }],
  ["a name less", { ...full, dnsNames: ["www.example.com"] }, { names: "other" }],
  ["another key", { ...full, csr: keyText("p384") }, { key: "other" }],
  ["nobody who asked", { status: "issued" }, { requester: "untold", time: "untold", key: "same" }],
  ["a colleague who asked", { ...full, person: { userId: 7 } }, { requester: "other" }],
  ["a time before we asked", { ...full, dateCreated: "2026-11-22T10:00:00Z" }, { time: "other" }],
  ["a time within what clocks are apart", { ...full, dateCreated: "2026-11-22T10:55:00Z" }, { time: "same" }],
  ["a certificate that was there before", { ...full, certificateId: 900 }, { knownBefore: "same" }],
])("an entry that shows %s", (_, more, facts) => {
  const observed = observedOrder(order(), [entry(more)]);
  const [c] = observed.others;
  expect(c && evidenceOf(c, { pending, known: [900, 1001], keyUserId: US })).toMatchObject(facts);
});

test("what was listed when we asked came of another request, whatever its status says and becomes", () => {
  const observed = observedOrder(order(), [
    entry({ ...full, status: "declined" }),
    entry({ ...full, certificateId: 1003, status: "pending" }),
  ]);
  const request = { pending: { ...pending, shownBefore: [1002] }, known: [1001], keyUserId: US };

  expect(observed.others.map(ownershipOn(observed, request))).toEqual(["theirs", "ours"]);
});

test("an entry without a CSR tells no key", () => {
  const { csr: _, ...bare } = entry(full);
  const [c] = observedOrder(order(), [bare]).others;
  expect(c && evidenceOf(c, { pending, known: [1001], keyUserId: US }).key).toBe("untold");
});

test("of two that are ours by their facts alone neither is proven; one of them by its id is", () => {
  const observed = observedOrder(order(), [entry(full), entry({ ...full, certificateId: 1003 })]);
  const request = { pending, known: [1001], keyUserId: US };

  expect(observed.others.map(ownershipOn(observed, request))).toEqual(["cannot tell", "cannot tell"]);
  expect(answerOn(observed, request)).toBeUndefined();
  expect(answerOn(observed, { ...request, pending: { ...pending, certificateId: 1003 } })?.certificateId).toBe(1003);
});

test("what had ended does not stand in the way of what came later", () => {
  const observed = observedOrder(order(), [
    entry({ ...full, status: "rejected" }),
    entry({ ...full, certificateId: 1003 }),
  ]);

  expect(answerOn(observed, { pending, known: [1001], keyUserId: US })?.certificateId).toBe(1003);
});

test.each([
  [
    "the list shows it without naming anybody: it has told what it tells",
    [entry({ status: "issued", certificateId: 1002 })],
    false,
  ],
  ["the list does not show it yet", [], true],
])("whose the order's new certificate is, a list may yet tell: %s", (_, entries, yet) => {
  const observed = observedOrder(
    order({}, { certificateId: 1002, csr: keyText("p256-other"), dnsNames: pending.names }),
    entries,
  );
  const request = { pending, known: [1001], keyUserId: US };
  const lost = { ...request, pending: { ...pending, phase: "unknown" as const } };

  expect(observed.primary && mayYetBeTold(observed, observed.primary, request)).toBe(yet);
  expect(observed.primary && mayYetBeTold(observed, observed.primary, lost)).toBe(yet);
  expect(observed.primary && mayYetBeTold(observed, observed.primary, { ...request, pending: undefined })).toBe(false);
});
