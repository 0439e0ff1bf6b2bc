import { compromisedIn, markIn, withMark } from "./request-mark";

test.each([
  [undefined, "pulumi: certificate 1001"],
  ["  ", "pulumi: certificate 1001"],
  ["left the company ", "left the company (pulumi: certificate 1001)"],
])("comments %j are sent as %j, and tell what they are about", (comments, sent) => {
  expect(withMark(comments, "certificate 1001")).toBe(sent);
  expect(markIn(` ${sent}\n`)).toBe("certificate 1001");
});

test.each(["serial 3F09", "order 118"])("%s is a mark", (thing) => {
  expect(markIn(withMark("why", thing))).toBe(thing);
});

test.each([undefined, "", "left the company", "about pulumi: certificate 1001 and others", "pulumi: certificate x"])(
  "%j is none",
  (comments) => {
    expect(markIn(comments)).toBeUndefined();
  },
);

test("a compromised key is said in the mark, and no other reason is", () => {
  const sent = withMark("found on a laptop", "certificate 1001", "keyCompromise");

  expect(sent).toBe("found on a laptop (pulumi: certificate 1001, keyCompromise)");
  expect([markIn(sent), compromisedIn(sent)]).toEqual(["certificate 1001", "certificate 1001"]);
  expect(compromisedIn(withMark(undefined, "order 118", "keyCompromise"))).toBe("order 118");
  expect(withMark("why", "order 118", "superseded")).toBe("why (pulumi: order 118)");
  expect(compromisedIn("why (pulumi: order 118)")).toBeUndefined();
});
