import type { ReissueRequest } from "../../../certcentral";
import { familyOf, isDomainValidated, type ProductFamily } from "../../order/product-family";
import type { CertificateInputs } from "../inputs";
import { dcvMethodFaults } from "./dcv-method";
import type { ProductFault } from "./fault";
import { keyFaults } from "./keys";
import { nameFaults } from "./names";

/**
 * What a family of products makes of a parameter of the reissue call. All of it is from one page, where nothing else is
 * named: https://dev.digicert.com/certcentral-apis/services-api/orders/reissue-certificate.html
 */
export type Use =
  /** CertCentral wants it, and the order cannot stand in for it. */
  | "required"
  | "allowed"
  /** CertCentral takes no notice of it. */
  | "ignored"
  /** It has to be left out. */
  | "forbidden";

const FAMILIES = [
  "public-tls",
  "private-tls",
  "code-signing",
  "secure-email-individual",
  "secure-email-sponsor",
  "secure-email-organization",
  "client",
  "document-signing",
  "vmc",
] as const satisfies readonly ProductFamily[];
type KnownFamily = (typeof FAMILIES)[number];
type Uses = Readonly<Record<KnownFamily, Use>>;

const everywhere: Uses = Object.fromEntries(FAMILIES.map((family) => [family, "allowed"])) as Uses;
/** Named families use it so, the others otherwise. */
const only = (use: Use, families: readonly KnownFamily[], otherwise: Use): Uses =>
  Object.fromEntries(FAMILIES.map((family) => [family, families.includes(family) ? use : otherwise])) as Uses;

const TLS = ["public-tls", "private-tls"] as const;
const SECURE_EMAIL = ["secure-email-individual", "secure-email-sponsor", "secure-email-organization"] as const;

/** Every parameter of the page, by family. The compiler counts them. */
export const parameters = {
  csr: everywhere,
  // Required for TLS and for client certificates that are not S/MIME; the order's own is sent where none is given.
  commonName: only("allowed", [...TLS, "client"], "forbidden"),
  dnsNames: only("allowed", [...TLS, "vmc"], "ignored"),
  // Required for Secure Email and client certificates; the order's own are sent where none are given.
  emails: only("allowed", [...SECURE_EMAIL, "client"], "ignored"),
  userPrincipleName: only("allowed", ["secure-email-sponsor"], "ignored"),
  commonNameIndicator: only("required", ["secure-email-sponsor", "secure-email-organization"], "ignored"),
  individual: only("allowed", ["secure-email-sponsor"], "ignored"),
  usageDesignation: only("required", SECURE_EMAIL, "ignored"),
  isRsassaPss: everywhere,
  serverPlatformId: everywhere,
  validityDays: everywhere,
  customExpirationDate: everywhere,
  signatureHash: everywhere,
  profileOption: everywhere,
  caCertId: everywhere,
  dcvMethod: only("allowed", TLS, "ignored"),
  comments: everywhere,
  skipApproval: everywhere,
  certificateDcvScope: only("allowed", TLS, "ignored"),
  // For DV only; see `ignoredInputs`.
  useAuthKey: only("allowed", ["public-tls"], "ignored"),
  csProvisioningMethod: only("allowed", ["code-signing"], "ignored"),
  shipInfo: only("allowed", ["code-signing"], "ignored"),
  subject: only("allowed", SECURE_EMAIL, "ignored"),
  // Ignored elsewhere by CertCentral, which would replace the primary certificate: the opposite of what was asked for.
  storeReissueAsDuplicate: only("allowed", ["public-tls"], "forbidden"),
} as const satisfies Record<keyof ReissueRequest, Uses>;

type Parameter = keyof typeof parameters;
const names = Object.keys(parameters) as Parameter[];

/** By family and use: asked for at each plan. */
const BY_USE: ReadonlyMap<string, readonly Parameter[]> = new Map(
  FAMILIES.flatMap((family) =>
    [...new Set(names.map((name) => parameters[name][family]))].map((use) => [
      `${family} ${use}`,
      names.filter((name) => parameters[name][family] === use),
    ]),
  ),
);
const usesOf = (family: ProductFamily, use: Use): readonly Parameter[] => BY_USE.get(`${family} ${use}`) ?? [];

/** Whether the family takes this parameter at all. One that we do not know takes everything. */
export const accepts = (family: ProductFamily, parameter: Parameter): boolean =>
  family === "unknown" || parameters[parameter][family] === "allowed" || parameters[parameter][family] === "required";

type Inputs = Partial<CertificateInputs>;

const says = (inputs: Inputs, parameter: Parameter): boolean => {
  const value = inputs[parameter];
  return value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0);
};

/** The inputs that CertCentral would take no notice of. They are never a reason to reissue. */
export const ignoredInputs = (inputs: Inputs, product: string): Parameter[] => [
  ...usesOf(familyOf(product), "ignored").filter((parameter) => says(inputs, parameter)),
  ...(familyOf(product) === "public-tls" && !isDomainValidated(product) && says(inputs, "useAuthKey")
    ? (["useAuthKey"] as const)
    : []),
];

/** What the product would not accept. `unknown` inputs are given the benefit of the doubt. Pure. */
export const productFaults = (
  inputs: Inputs,
  product: string,
  unknown: ReadonlySet<string> = new Set(),
): ProductFault[] => {
  const family = familyOf(product);
  return [
    ...usesOf(family, "forbidden")
      .filter((input) => says(inputs, input))
      .map((input) => ({ input, sentence: `${input}: ${product} certificates are reissued without it; remove it` })),
    ...usesOf(family, "required")
      .filter((input) => !says(inputs, input) && !unknown.has(input))
      .map((input) => ({ input, sentence: `${input}: ${product} certificates are not reissued without it; set it` })),
    ...conditions
      .filter(({ of, needs, when }) => of.includes(family) && !needs.some((need) => unknown.has(need)) && when(inputs))
      .map(({ input, what, why }) => ({
        input,
        sentence: `${what} ${what.includes(" and ") ? "are" : "is"} required ${why}`,
      })),
    ...keyFaults(inputs, product, unknown),
    ...nameFaults(inputs, product, unknown),
    ...dcvMethodFaults(inputs, product, unknown).map((sentence) => ({ input: "dcvMethod" as const, sentence })),
  ];
};

interface Condition {
  readonly of: readonly ProductFamily[];
  readonly needs: readonly Parameter[];
  /** Whether it is violated. */
  readonly when: (inputs: Inputs) => boolean;
  readonly input: Parameter;
  readonly what: string;
  readonly why: string;
}

const lacksName = ({ individual }: Inputs): boolean =>
  individual?.firstName === undefined || individual.lastName === undefined;

/** What is required only when something else is said. */
const conditions: readonly Condition[] = [
  {
    of: ["secure-email-sponsor"],
    needs: ["commonNameIndicator", "individual"],
    when: (inputs) => inputs.commonNameIndicator === "given_name_surname" && lacksName(inputs),
    input: "individual",
    what: "individual.firstName and individual.lastName",
    why: 'with commonNameIndicator: "given_name_surname"',
  },
  {
    of: ["secure-email-sponsor"],
    needs: ["commonNameIndicator", "individual"],
    when: (inputs) => inputs.commonNameIndicator === "pseudonym" && inputs.individual?.pseudonym === undefined,
    input: "individual",
    what: "individual.pseudonym",
    why: 'with commonNameIndicator: "pseudonym"',
  },
  {
    of: SECURE_EMAIL,
    needs: ["usageDesignation"],
    when: ({ usageDesignation }) => usageDesignation !== undefined && usageDesignation.primaryUsage === undefined,
    input: "usageDesignation",
    what: "usageDesignation.primaryUsage",
    why: "for Secure Email certificates",
  },
  {
    of: ["code-signing"],
    needs: ["csProvisioningMethod", "csr"],
    when: ({ csProvisioningMethod, csr }) => csProvisioningMethod === "email" && csr === undefined,
    input: "csr",
    what: "csr",
    why: 'with csProvisioningMethod: "email" (your own HSM)',
  },
  {
    of: ["code-signing"],
    needs: ["csProvisioningMethod", "serverPlatformId"],
    when: ({ csProvisioningMethod, serverPlatformId }) =>
      csProvisioningMethod === "client_app" && serverPlatformId === undefined,
    input: "serverPlatformId",
    what: "serverPlatformId",
    why: 'with csProvisioningMethod: "client_app" (your own token)',
  },
];
/*
 * Why nothing is sent, in the user's words: what is, and what to do.
 */
/** The user takes the order for another product than it is. */
export const isNot = ({ orderId, product: said }: CertificateInputs, product: string): string[] => [
  `order ${orderId} is ${product}, not ${said}`,
  "set product to what the order is, or orderId to the order you mean",
];
