import { markIn, withMark } from "./request-mark";

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
