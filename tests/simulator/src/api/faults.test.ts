import { Faults, readKind } from "./faults";

const fault = (kind: string, more: { method?: string; path?: string; times?: number } = {}): Faults => {
  const blow = readKind(kind);
  if (blow === undefined) throw new Error(kind);
  const faults = new Faults();
  faults.add({ kind, times: 1, ...more }, blow);
  return faults;
};

test("a fault strikes as often as it was told, and only where it fits", () => {
  const faults = fault("drop", { method: "post", path: "/order/*/reissue", times: 2 });
  expect(faults.strike("GET", "/services/v2/order/certificate/1/reissue")).toBeUndefined();
  expect(faults.strike("POST", "/services/v2/order/certificate/1/revoke")).toBeUndefined();
  expect(faults.strike("POST", "/services/v2/order/certificate/1/reissue")).toBeDefined();
  expect(faults.strike("POST", "/services/v2/order/certificate/1/reissue")).toBeDefined();
  expect(faults.strike("POST", "/services/v2/order/certificate/1/reissue")).toBeUndefined();
});

test.each(["status:503", "act-then-status:500", "delay:250", "garbage", "lose-answer"])(
  "%s is a kind of fault",
  (kind) => expect(readKind(kind)).toBeDefined(),
);
test.each(["status", "status:42", "delay:", "explode"])("%s is none", (kind) => expect(readKind(kind)).toBeUndefined());
