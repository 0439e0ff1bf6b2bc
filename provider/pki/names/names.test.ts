import { canonicalName, kindOfName, nameFault, nameSet, without } from "./names";

test.each([
  ["WWW.Example.COM", "www.example.com"],
  ["www.example.com.", "www.example.com"],
  ["  www.example.com ", "www.example.com"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["BÜCHER.example.", "xn--bcher-kva.example"],
  ["*.Bücher.Example", "*.xn--bcher-kva.example"],
  ["日本。example", "xn--wgv71a.example"],
  ["2001:DB8:0:0::7", "2001:db8::7"],
  ["192.0.2.7", "192.0.2.7"],
  ["Jo@Example.COM", "Jo@example.com"],
])("%s is compared as %s, and that as itself", (given, canonical) => {
  expect(canonicalName(given)).toBe(canonical);
  expect(canonicalName(canonical)).toBe(canonical);
});

test.each([
  "www.example.com/shop",
  "www.example.com?x",
  "www.example.com#x",
  "w%77w.example.com",
  "www.example.com:443",
])("what is no host name is never taken for one: %s", (text) => {
  expect(canonicalName(text)).toBe(text);
  expect(nameFault(text)).toEqual(expect.any(String));
});

test("a set of names has each once, in one order, and no blanks", () => {
  expect(nameSet(["b.example", undefined, "A.example", "", "b.example."])).toEqual(["a.example", "b.example"]);
  expect(without(["a", "b"], ["b", "c"])).toEqual(["a"]);
});

test.each([
  ["www.example.com", "dns"],
  ["*.example.com", "wildcard"],
  ["192.0.2.7", "ip"],
  ["::1", "ip"],
  ["jo@example.com", "email"],
])("%s is a name of the kind %s", (name, kind) => {
  expect(kindOfName(name)).toBe(kind);
});
