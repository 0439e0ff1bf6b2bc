import { got } from "../answer.fake";
import { listProducts, productInfo } from "./product";

test.each([
  ["nothing is told", {}, { signatureHashes: [], allowedCaCerts: [], serverPlatforms: [] }],
  [
    "hashes, CAs and platforms are told",
    {
      signature_hash_types: {
        allowed_hash_types: [{ id: "sha256" }, { id: "sha384" }],
        default_hash_type_id: "sha256",
      },
      allowed_ca_certs: [{ id: "A1", name: "A CA" }],
      server_platforms: [{ id: "45", name: "nginx" }],
    },
    {
      signatureHashes: ["sha256", "sha384"],
      defaultSignatureHash: "sha256",
      allowedCaCerts: [{ caCertId: "A1", name: "A CA" }],
      serverPlatforms: [{ serverPlatformId: 45, name: "nginx" }],
    },
  ],
])("a product of which %s", (_, more, expected) => {
  const wire = { name_id: "ssl_basic", ...more };

  expect(productInfo.answer(got(wire), { nameId: "ssl_basic" })).toEqual({ nameId: "ssl_basic", ...expected });
  expect(listProducts.answer(got({ products: [wire] }), {})).toEqual([{ nameId: "ssl_basic", ...expected }]);
});
