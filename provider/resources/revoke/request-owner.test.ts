import type { ApprovalRequest } from "../../certcentral";
import { type About, besideOurs, requestOwner, sortOut } from "./request-owner";

const SELF = 101;
const request = (more: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  requestId: 12,
  status: "pending",
  requester: { userId: SELF, name: "Ada Example" },
  ...more,
});
const about = (more: Partial<About> = {}): About => ({
  things: ["certificate 1001", "serial 3F09"],
  alone: false,
  isNew: () => false,
  ...more,
});
const marked = (thing: string) => ({ comments: `clean up (pulumi: ${thing})` });
const colleague = { requester: { userId: 7 } };

test.each([
  ["our mark, by our user", request(marked("certificate 1001")), about(), "ours"],
  ["the same certificate by its serial number", request(marked("serial 3F09")), about(), "ours"],
  ["our mark, and nobody says by whom", { ...request(marked("certificate 1001")), requester: {} }, about(), "ours"],
  ["our mark, by a colleague's program", request({ ...marked("certificate 1001"), ...colleague }), about(), "foreign"],
  ["another certificate's mark", request(marked("certificate 1002")), about({ alone: true }), "other"],
  ["the whole order, which takes ours with it", request(marked("order 118")), about(), "foreign"],
  ["no mark, by a colleague", request(colleague), about({ alone: true, isNew: () => true }), "foreign"],
  ["no mark, by our user, who may have meant another", request(), about(), "foreign"],
  ["no mark, by our user, on an order with nothing else to revoke", request(), about({ alone: true }), "likely"],
  ["no mark, by our user, since our answer was lost", request(), about({ isNew: () => true }), "likely"],
  [
    "other comments, by our user, since our answer was lost",
    request({ comments: "typed in the console" }),
    about({ isNew: () => true }),
    "foreign",
  ],
  ["no mark, and nobody says by whom", { ...request(), requester: {} }, about({ alone: true }), "foreign"],
])("%s", (_, given, what, is) => {
  expect(requestOwner(given, what, SELF)).toBe(is);
});

test("without knowing who we are, only a mark makes it ours", () => {
  expect(requestOwner(request(marked("certificate 1001")), about(), undefined)).toBe("ours");
  expect(requestOwner(request(), about({ alone: true }), undefined)).toBe("foreign");
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
    foreign: [{ requestId: 13 }],
  });
  const lost = about({ isNew: (id) => id > 9 });
  expect(sortOut([mine(9, "rejected"), mine(11, "rejected")], lost, SELF).own).toEqual({ requestId: 11, proven: true });
  expect(sortOut([mine(9, "rejected")], lost, SELF).own).toBeUndefined();
});

test("a colleague's request is named with who made it", () => {
  expect(besideOurs(request(), "certificate 1001 (order 118)")).toBe(
    "request 12, made by Ada Example, waits to revoke this or another certificate of the order: it is not this program's, so it is left alone, and certificate 1001 (order 118) is asked for by itself",
  );
});
