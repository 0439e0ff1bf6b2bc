import { nameFault } from "./names";
import { publicNameFault, unknownTld } from "./public-names";

test.each([
  ["intranet", /single label/],
  ["localhost", /RFC 6761/],
  ["a.test", /RFC 6761/],
  ["www.shop.example", /RFC 6761/],
  ["*.corp", /never delegated/],
  ["*.local", /RFC 6762/],
  ["*.intranet", /whole top-level domain/],
  ["printer.local", /RFC 6762/],
  ["router.home.arpa", /RFC 8375/],
  ["db.internal", /private use/],
  ["7.2.0.192.in-addr.arpa", /reverse address/],
  ["8.b.d.0.1.0.0.2.ip6.arpa", /reverse address/],
  ["ab--cd.example.com", /reserved label "ab--cd"/],
  ["xn--999999999.example.com", /reserved label/],
  ["_dmarc.example.com", /"_"/],
  ["10.0.0.1", /private or reserved/],
  ["172.31.255.255", /private or reserved/],
  ["100.64.0.1", /private or reserved/],
  ["255.255.255.255", /private or reserved/],
  ["192.0.2.7", /private or reserved/],
  ["::1", /private or reserved/],
  ["::ffff:8.8.8.8", /private or reserved/],
  ["fe80::1", /private or reserved/],
  ["fd00::1", /private or reserved/],
  ["2001:db8::7", /private or reserved/],
])("%s can stand on a private certificate and on no public one", (name, why) => {
  expect(nameFault(name)).toBeUndefined();
  expect(publicNameFault(name)).toMatch(why);
});

test.each([
  "www.example.com",
  "*.example.org",
  "bücher.example.com",
  "xn--bcher-kva.example.com",
  "a-b--c.example.com",
  "example.co.uk",
  "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion",
  "8.8.8.8",
  "172.32.0.1",
  "2606:4700:4700::1111",
])("nothing is known against %s", (name) => {
  expect(publicNameFault(name)).toBeUndefined();
  expect(unknownTld(name)).toBeUndefined();
});

test.each([
  ["www.example.con", "con"],
  ["www.example.comm", "comm"],
])("the end of %s is none that we know", (name, tld) => {
  expect(unknownTld(name)).toBe(tld);
});

test("top-level domains are known in Unicode too", () => {
  expect(unknownTld("例え.香港")).toBeUndefined();
});
