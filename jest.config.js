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

/** Two projects: `unit` needs nothing but Node; `engine` drives the real Pulumi CLI (see scripts/engine). */
module.exports = {
  // a Pulumi CLI with its program and its provider is four processes: more of them at once only wait for each other
  maxWorkers: 2,
  watchman: false,
  projects: [
    project("unit", [
      "provider/**/*.test.ts",
      "sdk/**/*.test.ts",
      "scripts/**/*.test.ts",
      "tests/!(engine)/**/*.test.ts",
    ]),
    project("engine", ["tests/engine/**/*.test.ts"], {
      globalSetup: "<rootDir>/tests/engine/setup.ts",
      setupFilesAfterEnv: ["<rootDir>/tests/engine/patience.ts"],
    }),
  ],
};
