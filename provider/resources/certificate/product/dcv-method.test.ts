import { dcvMethodFaults } from "./dcv-method";

const dv = "ssl_dv_geotrust_flex";

test.each<[string, Parameters<typeof dcvMethodFaults>[0], RegExp]>([
  [dv, { dcvMethod: "http-token-dynamic" }, /for OV and EV/],
  [
    dv,
    { dcvMethod: "http-token", dnsNames: ["*.example.com"] },
    /wildcard \*\.example\.com cannot be proven by http-token/,
  ],
  [dv, { dcvMethod: "http-token", commonName: "*.example.com" }, /wildcard/],
  [dv, { dcvMethod: "dns-txt-token", dnsNames: ["192.0.2.7"] }, /192\.0\.2\.7 can be proven by "http-token" only/],
  [dv, { dcvMethod: "email", dnsNames: ["2001:db8::7"] }, /IP address/],
])("%s, %j: cannot be validated so", (product, inputs, why) => {
  expect(dcvMethodFaults(inputs, product, new Set())).toEqual([expect.stringMatching(why)]);
});

test.each<[string, Parameters<typeof dcvMethodFaults>[0], string[]]>([
  [dv, { dcvMethod: "http-token", dnsNames: ["a.example.com", "192.0.2.7"] }, []],
  [dv, { dcvMethod: "dns-txt-token", dnsNames: ["*.example.com"] }, []],
  [dv, { dnsNames: ["192.0.2.7"] }, []],
  ["ssl_basic", { dcvMethod: "http-token-dynamic", dnsNames: ["a.example.com"] }, []],
  ["ssl_basic", { dcvMethod: "http-token", dnsNames: ["*.example.com"] }, []],
  [dv, { dcvMethod: "http-token", dnsNames: ["*.example.com"] }, ["dnsNames"]],
  [dv, { dcvMethod: "http-token-dynamic" }, ["dcvMethod"]],
])("%s, %j, unknown %j: nothing is known against it", (product, inputs, unknown) => {
  expect(dcvMethodFaults(inputs, product, new Set(unknown))).toEqual([]);
});
