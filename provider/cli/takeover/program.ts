import { type Declared, TAKEN_OVER } from "./declared";

/** The project that the files make. */
export interface Project {
  readonly name: string;
  readonly stack: string;
  /** Settings of the stack that are no secrets, without `digicert:`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Of this package, as the project depends on it. */
  readonly version: string;
}

/** By path in the project. */
export type Files = Readonly<Record<string, string>>;

/** Where Pulumi keeps the stack's settings; its secrets, too, and what they are encrypted with. */
export const stackFile = ({ stack }: Pick<Project, "stack">): string => `Pulumi.${stack}.yaml`;

/** Its settings under `config:`: where the account is, and that nothing may be sent. */
export const stackLines = ({ settings }: Pick<Project, "settings">): readonly string[] =>
  Object.entries({ ...settings, maxReissues: "0", maxRevocations: "0" }).map(
    ([key, value]) => `  digicert:${key}: ${JSON.stringify(value)}`,
  );

/** The whole project: a program, its settings, and the public keys. Pure; nothing in it is a secret. */
export const projectFiles = (certificates: readonly Declared[], project: Project): Files => ({
  "index.ts": programText(certificates),
  "Pulumi.yaml": [
    `name: ${JSON.stringify(project.name)}`,
    "description: Certificates of CertCentral orders that were in production before",
    "runtime: nodejs",
    "",
  ].join("\n"),
  [stackFile(project)]: [
    "config:",
    "  # Nothing is reissued, revoked or cancelled, whatever the program says. The API key: pulumi config set --secret digicert:apiKey",
    ...stackLines(project),
    "",
  ].join("\n"),
  "package.json": json({
    name: project.name,
    private: true,
    main: "index.ts",
    dependencies: { "@pulumi/pulumi": "^3.216.0", "pulumi-digicert": project.version },
    devDependencies: { "@types/node": "^20.19.0", typescript: "^5.9.0" },
  }),
  "tsconfig.json": json({
    compilerOptions: {
      strict: true,
      target: "es2022",
      module: "node16",
      moduleResolution: "node16",
      skipLibCheck: true,
      noEmit: true,
    },
    files: ["index.ts"],
  }),
  ...Object.fromEntries(certificates.map(({ inputs, publicKey }) => [`keys/${inputs.orderId}.pem`, publicKey])),
});

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export const programText = (certificates: readonly Declared[]): string =>
  [
    `import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Certificate } from "pulumi-digicert";

/** Looks, and touches nothing: adopts what is there or fails, tells what is due, revokes nothing. What to tighten when: TAKEOVER.md. */
const takenOver = ${literal(TAKEN_OVER)} as const;
/** The key that the certificate has: its public half. A new key is a CSR in its place. */
const csrOf = (orderId: number): string => readFileSync(join(__dirname, "keys", \`\${orderId}.pem\`), "utf8");
`,
    ...certificates.map(resourceText),
  ].join("\n");

const resourceText = ({ name, inputs }: Declared): string => {
  const { orderId, ...names } = inputs;
  const members = [
    "...takenOver",
    `orderId: ${orderId}`,
    `csr: csrOf(${orderId})`,
    ...Object.entries(names).map(([input, value]) => `${input}: ${literal(value)}`),
  ];
  return `new Certificate(\n  ${literal(name)},\n  {\n${members.map((member) => `    ${member},\n`).join("")}  },\n  { protect: true },\n);\n`;
};

/** A value as TypeScript spells it: nothing in a text can end it. */
const literal = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return Array.isArray(value)
    ? `[${value.map(literal).join(", ")}]`
    : `{ ${Object.entries(value)
        .map(([key, member]) => `${key}: ${literal(member)}`)
        .join(", ")} }`;
};
