import { queryString } from "./query";

test("absent members are left out, lists are numbered, everything is escaped", () => {
  expect(queryString({ a: undefined, show_archived: true, "filters[status]": ["issued", "a&b"], limit: 2 })).toBe(
    "?show_archived=true&filters%5Bstatus%5D%5B0%5D=issued&filters%5Bstatus%5D%5B1%5D=a%26b&limit=2",
  );
});

test("nothing to ask for is no question mark", () => {
  expect(queryString({ limit: undefined })).toBe("");
});
