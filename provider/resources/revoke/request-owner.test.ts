import * as z from "zod";
import type { ApprovalRequest } from "../../certcentral";
import { vectors } from "../../contract/vectors.fake";
import {
  besideOurs,
  type RequestFacts,
  type RequestSubject,
  requestFacts,
  sortOut,
  treatmentOf,
} from "./request-owner";

const SELF = 101;
const request = (more: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  requestId: 12,
  status: "pending",
  requester: { userId: SELF, name: "Ada Example" },
  ...more,
});
const about = (more: Partial<RequestSubject> = {}): RequestSubject => ({
  names: ["certificate 1001", "serial 3F09"],
  alone: false,
  isNew: () => false,
  ...more,
});
const marked = (thing: string) => ({ comments: `clean up (pulumi: ${thing})` });
const colleague = { requester: { userId: 7 } };

test.each([
  ["our mark, by our user", request(marked("certificate 1001")), about(), "follow"],
  ["the same certificate by its serial number", request(marked("serial 3F09")), about(), "follow"],
  ["our mark, and nobody says by whom", { ...request(marked("certificate 1001")), requester: {} }, about(), "follow"],
  ["our mark, by a colleague's program", request({ ...marked("certificate 1001"), ...colleague }), about(), "leave"],
  ["another certificate's mark", request(marked("certificate 1002")), about({ alone: true }), "ignore"],
  ["the whole order, which takes ours with it", request(marked("order 118")), about(), "leave"],
  ["no mark, by a colleague", request(colleague), about({ alone: true, isNew: () => true }), "leave"],
  ["no mark, by our user, who may have meant another", request(), about(), "leave"],
  [
    "no mark, by our user, on an order with nothing else to revoke",
    request(),
    about({ alone: true }),
    "follow unproven",
  ],
  ["no mark, by our user, since our answer was lost", request(), about({ isNew: () => true }), "follow unproven"],
  [
    "other comments, by our user, since our answer was lost",
    request({ comments: "typed in the console" }),
    about({ isNew: () => true }),
    "leave",
  ],
  ["no mark, and nobody says by whom", { ...request(), requester: {} }, about({ alone: true }), "leave"],
])("%s", (_, given, what, is) => {
  expect(treatmentOf(requestFacts(given, what, SELF))).toBe(is);
});

test("without knowing who we are, only one with our mark is followed", () => {
  expect(treatmentOf(requestFacts(request(marked("certificate 1001")), about(), undefined))).toBe("follow");
  expect(treatmentOf(requestFacts(request(), about({ alone: true }), undefined))).toBe("leave");
});

const mine = (requestId: number, status: string) => request({ requestId, status, ...marked("certificate 1001") });

test("one that waits comes before one that is decided; what was decided before is no answer of ours", () => {
  const all = [
    mine(9, "rejected"),
    mine(10, "pending"),
    mine(11, "rejected"),
    request({ requestId: 13, ...colleague }),
  ];

  expect(sortOut(all, about(), SELF)).toMatchObject({
    own: { requestId: 10, proven: true },
    beside: [{ request: { requestId: 13 } }],
  });
  const lost = about({ isNew: (id) => id > 9 });
  expect(sortOut([mine(9, "rejected"), mine(11, "rejected")], lost, SELF).own).toEqual({
    requestId: 11,
    proven: true,
    isOpen: false,
  });
  expect(sortOut([mine(9, "rejected")], lost, SELF).own).toBeUndefined();
});

const beside = (requester: object, more: object = {}) => {
  const facts = { ...requestFacts(request(), about(), SELF), requester: "theirs" as const, ...more };
  return besideOurs({ request: { ...request(), status: "on_hold", requester }, facts }, "certificate 1001 (order 118)");
};
const LEFT = "so it is left alone, and certificate 1001 (order 118) is asked for by itself";
const ITS_SUBJECT = "to revoke this or another certificate of the order";

test("what is left alone is named, with who made it and what is not known about it", () => {
  expect(beside({ userId: 7, name: "Ada Example" })).toBe(
    `request 12, made by Ada Example, waits ${ITS_SUBJECT}: it is not this program's, ${LEFT}`,
  );
  expect(beside({}, { requester: "cannot tell" })).toBe(
    `request 12 waits ${ITS_SUBJECT}: it cannot be told whose it is, ${LEFT}`,
  );
  expect(beside({}, { status: "cannot tell", page: "contradicts" })).toBe(
    `request 12 is "on_hold", which this release does not know, ${ITS_SUBJECT}: its own page speaks of another order, or of no revocation, ${LEFT}`,
  );
});

/*
 * Every combination of facts, held against the table of tests/vectors/revoke: exactly one of its rows says what is done,
 * and a request that shows these facts is read as having them.
 */
const VALUES = {
  requester: ["ours", "theirs", "cannot tell"],
  about: ["this target", "another certificate", "whole order", "cannot tell"],
  status: ["open", "decided", "cannot tell"],
  page: ["fits", "contradicts"],
  commented: [true, false],
  alone: [true, false],
  isNew: [true, false],
} as const satisfies { [Fact in keyof RequestFacts]: readonly RequestFacts[Fact][] };

const oneOrSome = <Value extends string | boolean>(values: readonly Value[]) =>
  z.union([z.enum(values.map(String)), z.boolean(), z.array(z.enum(values.map(String)))]).optional();
const Table = z.strictObject({
  about: z.string(),
  rows: z.array(
    z.strictObject({
      because: z.string(),
      when: z.strictObject({
        requester: oneOrSome(VALUES.requester),
        about: oneOrSome(VALUES.about),
        status: oneOrSome(VALUES.status),
        page: oneOrSome(VALUES.page),
        commented: oneOrSome(VALUES.commented),
        alone: oneOrSome(VALUES.alone),
        isNew: oneOrSome(VALUES.isNew),
      } satisfies Record<keyof RequestFacts, z.ZodType>),
      do: z.enum(["follow", "follow unproven", "leave", "ignore"]),
    }),
  ),
});
const rows = vectors("revoke", Table).flatMap((table) => table.rows);

const combinations = Object.entries(VALUES)
  .reduce<object[]>(
    (all, [fact, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [fact]: value }))),
    [{}],
  )
  // A mark and comments are one text: where there is a mark, comments of somebody's own are part of it.
  .filter(
    (facts): facts is RequestFacts =>
      !("commented" in facts && "about" in facts) || facts.about === "cannot tell" || facts.commented === false,
  );

const rowsFor = (facts: RequestFacts) =>
  rows.filter(({ when }) =>
    Object.entries(when).every(([fact, value]) => [value].flat().includes(facts[fact as keyof RequestFacts])),
  );

const MARKS = { "this target": "certificate 1001", "another certificate": "serial AB", "whole order": "order 118" };
const STATUS = { open: "submitted", decided: "denied", "cannot tell": "on_hold" };
const REQUESTER = { ours: { userId: SELF }, theirs: { userId: 7 }, "cannot tell": {} };

/** A request that shows these facts, and what it is held against. */
const showing = (facts: RequestFacts): [ApprovalRequest, RequestSubject] => [
  {
    requestId: 12,
    status: STATUS[facts.status],
    requester: REQUESTER[facts.requester],
    orderId: facts.page === "fits" ? 118 : 119,
    ...(facts.about === "cannot tell" ? (facts.commented ? { comments: "typed" } : {}) : marked(MARKS[facts.about])),
  },
  about({ orderId: 118, alone: facts.alone, isNew: () => facts.isNew }),
];

test("the table has exactly one row for each of the 360 combinations of facts, and is what is done", () => {
  expect(combinations).toHaveLength(360);
  const wrong = combinations.filter((facts) => {
    const [row, ...more] = rowsFor(facts);
    return row === undefined || more.length > 0 || row.do !== treatmentOf(facts);
  });
  expect(wrong).toEqual([]);
  expect(
    rows.filter(({ when }) => !combinations.some((facts) => rowsFor(facts).some((row) => row.when === when))),
  ).toEqual([]);
});

test("facts that a request shows are read from it as they are", () => {
  for (const facts of combinations) expect(requestFacts(...showing(facts), SELF)).toEqual(facts);
});

test("a request of another kind than to revoke contradicts what it was looked up for", () => {
  expect(requestFacts({ ...request(), type: "reissue" }, about(), SELF).page).toBe("contradicts");
  expect(requestFacts({ ...request(), type: "revoke" }, about(), SELF).page).toBe("fits");
});

test("nothing is followed as ours that somebody else made, or whose maker and subject nobody tells", () => {
  const followed = combinations.filter((facts) => treatmentOf(facts).startsWith("follow"));
  expect(followed.filter(({ requester }) => requester === "theirs")).toEqual([]);
  expect(followed.filter(({ requester, about: subject }) => requester !== "ours" && subject !== "this target")).toEqual(
    [],
  );
});
