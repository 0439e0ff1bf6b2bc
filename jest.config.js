const swc = [
  "@swc/jest",
  { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
];
const project = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: "node",
  transform: { "^.+\\.ts$": swc },
  testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/dist/", "<rootDir>/tests/simulator/dist/"],
  ...more,
});

/** `unit` needs nothing but Node, and so does `native`; `engine` drives the real Pulumi CLI (scripts/engine); `clients` other people's CertCentral clients (scripts/python). */
module.exports = {
  // a Pulumi CLI with its program and its provider is four processes: more of them at once only wait for each other
  maxWorkers: 2,
  watchman: false,
  // no test waits for real time: one that takes long runs on a busy machine
  testTimeout: 60_000,
  projects: [
    project("unit", [
      "provider/**/*.test.ts",
      "sdk/**/*.test.ts",
      "scripts/**/*.test.ts",
      "tests/!(engine|clients)/**/*.test.ts",
    ]),
    // The same stories through the other door, as far as a door carries what they are about: what is kept, said, shown or half done.
    // What CertCentral answers, and what a certificate is, is below both. Of the models, most stacks are begun through the dynamic one.
    project(
      "native",
      [
        "tests/lifecycle/certificate/{delete,drift,faults,pending,reissue,rows,second-thoughts,secrets,superseded,unseen}.test.ts",
        "tests/lifecycle/acme-credentials/canaries.test.ts",
        "tests/lifecycle/between-resources/*.test.ts",
        "tests/model/*.test.ts",
      ],
      { setupFiles: ["<rootDir>/tests/in-process-engine/through-native.ts"] },
    ),
    project("engine", ["tests/engine/**/*.test.ts"], {
      globalSetup: "<rootDir>/tests/engine/support/setup.ts",
      setupFilesAfterEnv: ["<rootDir>/tests/engine/support/patience.ts"],
    }),
    project("clients", ["tests/clients/**/*.test.ts"], {
      setupFilesAfterEnv: ["<rootDir>/tests/engine/support/patience.ts"],
    }),
  ],
};
