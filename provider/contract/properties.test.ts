import { touchedIn, unsettledIn } from "./properties";

type Reason = { readonly code: "ended" } | { readonly code: "field-changed"; readonly inputs: readonly "names"[] };

test("a reason touches what its table says, or what it says itself", () => {
  const touches = touchedIn<Reason, "names" | "notAfter">({
    ended: ["notAfter"],
    "field-changed": ({ inputs }) => inputs,
  });

  expect(touches({ code: "ended" })).toEqual(["notAfter"]);
  expect(touches({ code: "field-changed", inputs: ["names"] })).toEqual(["names"]);
});

test("what is made is open only while something is made, what is kept with whatever is done, and nothing is where nothing is sent", () => {
  const unsettled = unsettledIn<{ readonly pem: string; readonly ledger: string }>({ pem: "made", ledger: "kept" });

  expect(unsettled("reissue")).toEqual(["pem", "ledger"]);
  expect(unsettled("retire")).toEqual(["ledger"]);
  expect(unsettled("remember")).toEqual([]);
  expect(unsettled("nothing")).toEqual([]);
});
