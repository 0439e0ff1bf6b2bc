import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Bench, bench, listed, oneLine } from "../../testing/bench";

const LABEL = "a".repeat(50);

const ask = async (b: Bench, product: string, names: { cn?: string; sans?: string[] }, csr = oneLine()) => {
  const [organization] = listed((await b.call("GET", "/organization")).body["organizations"]);
  const { status, body } = await b.call("POST", `/order/certificate/${product}`, {
    certificate: {
      common_name: names.cn ?? "www.example.com",
      dns_names: names.sans ?? [],
      csr,
      signature_hash: "sha256",
    },
    organization: { id: organization?.["id"] },
    order_validity: { years: 1 },
  });
  return status === 201 ? "accepted" : listed(body["errors"])[0]?.["code"];
};

const TOO_LONG = "rfc5280_common_name_too_long";

test.each<[string, string, { cn?: string; sans?: string[] }, string]>([
  ["64 characters", "ssl_basic", { cn: `${LABEL}.a.example.com` }, "accepted"],
  ["65 characters", "ssl_basic", { cn: `${LABEL}.aa.example.com` }, TOO_LONG],
  ["65 characters", "private_ssl_plus", { cn: `${LABEL}.aa.example.com` }, TOO_LONG],
  ["36 characters, more than 64 as A-labels", "ssl_basic", { cn: `${"üüüü.".repeat(5)}example.com` }, TOO_LONG],
])("a common name of %s on %s", async (_, product, names, outcome) => {
  expect(await ask(await bench(), product, names)).toBe(outcome);
});

test("a SAN may be longer than a common name", async () => {
  expect(await ask(await bench(), "ssl_basic", { sans: [`${LABEL}.${LABEL}.example.com`] })).toBe("accepted");
});

test("the common name of a reissue is limited too", async () => {
  const b = await bench();
  const { orderId } = await b.levers.makeOrder({ commonName: "www.example.com" });
  const certificate = { common_name: `${LABEL}.aa.example.com`, csr: oneLine(), signature_hash: "sha256" };
  const { status, body } = await b.call("POST", `/order/certificate/${orderId}/reissue`, { certificate });
  expect([status, listed(body["errors"])[0]?.["code"]]).toEqual([400, TOO_LONG]);
});

test.each([
  ["ssl_dv_rapidssl", "invalid_domain_name"],
  ["ssl_ev_basic", "invalid_domain_name"],
  ["private_ssl_plus", "accepted"],
])("an underscore in a name of %s: %s", async (product, outcome) => {
  const b = await bench();
  expect(await ask(b, product, { cn: "a_b.example.com" })).toBe(outcome);
  expect(await ask(b, product, { sans: ["_a.example.com"] })).toBe(outcome);
});

test("an RSA modulus that is not divisible by 8 is not certified publicly", async () => {
  const b = await bench();
  const csr = execFileSync(
    "openssl",
    ["req", "-new", "-newkey", "rsa:2050", "-nodes", "-keyout", "/dev/null", "-subj", "/CN=www.example.com"],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  expect(await ask(b, "ssl_basic", {}, csr)).toBe("csr_invalid_key");
  expect(await ask(b, "private_ssl_plus", {}, csr)).toBe("accepted");
});

test("a key whose private half anybody can compute is not certified publicly", async () => {
  const b = await bench();
  const csr = readFileSync(join(__dirname, "../../../../vectors/keys/debian-rsa-4096.csr"), "utf8");
  expect(await ask(b, "ssl_basic", {}, csr)).toBe("csr_invalid_key");
  expect(await ask(b, "private_ssl_plus", {}, csr)).toBe("accepted");
});

test("serial numbers begin with 0 as often as the switch says, and the 0 is printed", async () => {
  const serials = async (b: Bench): Promise<string[]> => {
    const ids = await Promise.all(
      Array.from({ length: 12 }, () => b.levers.makeOrder({ commonName: "www.example.com" })),
    );
    const orders = await Promise.all(ids.map(({ orderId }) => b.call("GET", `/order/certificate/${orderId}`)));
    return orders.map(({ body }) => String(body["certificate"]?.["serial_number"]));
  };
  const zeros = async (b: Bench) => (await serials(b)).map((serial) => /^0[0-9A-F]{31}$/.test(serial));
  expect(new Set(await zeros(await bench({ serialFromZero: 1 })))).toEqual(new Set([true]));
  expect(new Set(await zeros(await bench({ serialFromZero: 0 })))).toEqual(new Set([false]));
  const mixed = await zeros(await bench());
  expect(new Set(mixed).size).toBe(2);
  expect(await zeros(await bench())).toEqual(mixed);
});
