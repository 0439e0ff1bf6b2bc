import { type ReissueRequest, reissueBody } from "./reissue-body";

test("what is absent is not sent, not even as an empty object", () => {
  expect(reissueBody({ signatureHash: "sha256" })).toStrictEqual({ certificate: { signature_hash: "sha256" } });
});

test("what is given is sent, also when it is false or empty", () => {
  expect(
    reissueBody({
      signatureHash: "sha256",
      dnsNames: [],
      isRsassaPss: false,
      skipApproval: false,
      comments: "",
      subject: { includeEmail: false },
    }),
  ).toStrictEqual({
    certificate: { dns_names: [], is_rsassa_pss: false, signature_hash: "sha256" },
    comments: "",
    skip_approval: false,
    subject: { include_email: false },
  });
});

test("a bad date is refused before anything is sent", () => {
  expect(() => reissueBody({ signatureHash: "sha256", customExpirationDate: "next year" })).toThrow(
    '"next year" is not a day',
  );
});

test("every member of a request has a place in the body", () => {
  /** The compiler counts: a member that is added and not listed here does not type-check. */
  const one: { readonly [Name in keyof Required<ReissueRequest>]: ReissueRequest[Name] } = {
    csr: "-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----",
    commonName: "a.example",
    dnsNames: ["b.example"],
    emails: ["a@b.example"],
    userPrincipleName: ["u"],
    commonNameIndicator: "pseudonym",
    individual: { pseudonym: "p" },
    usageDesignation: { primaryUsage: "signing" },
    isRsassaPss: true,
    serverPlatformId: 2,
    validityDays: 9,
    customExpirationDate: "2026-06-09",
    signatureHash: "sha256",
    profileOption: "o",
    caCertId: "c",
    dcvMethod: "email",
    comments: "c",
    skipApproval: true,
    certificateDcvScope: "fqdn",
    useAuthKey: true,
    csProvisioningMethod: "email",
    shipInfo: { name: "n", addr1: "a", city: "c", state: "s", zip: "z", country: "us", method: "STANDARD" },
    subject: { pseudonym: "p" },
    storeReissueAsDuplicate: true,
  };
  const bare = JSON.stringify(reissueBody({ signatureHash: "sha256" }));

  for (const [name, value] of Object.entries(one)) {
    if (name === "signatureHash") continue;
    expect([name, JSON.stringify(reissueBody({ signatureHash: "sha256", [name]: value })) === bare]).toEqual([
      name,
      false,
    ]);
  }
});
