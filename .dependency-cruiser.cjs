/**
 * The arrows between the parts of this repository, checked by `npm run check`. scripts/arrows.test.ts proves that each of them bites.
 *
 *   sdk                      no value of provider but claims: users' programs load classes, not the implementation
 *   claims                   nothing of ours: what classes and provider processes tell each other
 *   front-doors, cli → settings, resources → certcentral (through its index)      contract, pki: for all of them, and they know none of them
 *   resources: the four resources → revoke → order                 in a resource: apply, delete → decide, plan → desired, product
 *   tests/simulator          an implementation of its own: it shares no code with what it is to judge
 */
const TESTS = "\\.test\\.ts$";
const TEST_HELPERS = "\\.fake\\.ts$";
const ONLY_FOR_TESTS = [TESTS, TEST_HELPERS];
const OURS = "^(provider|sdk)/";
const PURE_ROOMS = "^provider/resources/[^/]+/(product|desired|promotion|check|plan|decide|transitions)/";
const PULUMI = "(^|/)@pulumi/pulumi(/|$)";

const forbid = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    forbid(
      "sdk-takes-only-types-of-provider",
      "a user's program loads the classes; the implementation is loaded by the provider process, through the constant string in the state, or by a function when it is called",
      { path: "^sdk/", pathNot: TESTS },
      { path: "^provider/", pathNot: "^provider/claims/", dependencyTypesNot: ["type-only", "require"] },
    ),
    forbid(
      "claims-know-nothing-of-ours",
      "it is loaded by users' programs as well as by the provider: whatever it imports, both load",
      { path: "^provider/claims/", pathNot: ONLY_FOR_TESTS },
      { path: OURS, pathNot: "^provider/claims/" },
    ),
    forbid(
      "provider-knows-no-sdk",
      "the classes stand in front of the provider, never behind it",
      { path: "^provider/", pathNot: TESTS },
      { path: "^sdk/" },
    ),
    forbid(
      "resources-know-no-front-door",
      "a lifecycle runs behind any door",
      { path: "^provider/resources/" },
      { path: "^provider/(front-doors|settings)/" },
    ),
    forbid(
      "nothing-imports-the-command-line",
      "commands are the last to know: what they share with others has a room of its own",
      { path: OURS, pathNot: ["^provider/cli/", TESTS] },
      { path: "^provider/cli/" },
    ),
    forbid(
      "commands-stand-alone",
      "a command runs beside Pulumi, not inside it: it needs no front door and no class",
      { path: "^provider/cli/", pathNot: ONLY_FOR_TESTS },
      { path: "^(provider/(front-doors|claims)|sdk)/" },
    ),
    forbid(
      "settings-know-only-the-client",
      "whoever runs, a door or a command, reads where the account is and which key it has from the same place; a lifecycle is given a client",
      { path: "^provider/settings/", pathNot: ONLY_FOR_TESTS },
      { path: OURS, pathNot: "^provider/(settings|certcentral|contract)/" },
    ),
    forbid(
      "certcentral-knows-no-resource",
      "the API client knows nothing of Pulumi, resources or state",
      { path: "^provider/certcentral/" },
      { path: "^provider/(resources|front-doors)/" },
    ),
    forbid(
      "contract-knows-no-book",
      "the contract stands between the books and knows none of them",
      { path: "^provider/contract/", pathNot: TESTS },
      { path: "^provider/(certcentral|resources|front-doors)/" },
    ),
    forbid(
      "pki-knows-nothing-of-ours",
      "RFC 5280 and nothing of this provider: keys, CSRs, names, chains",
      { path: "^provider/pki/", pathNot: ONLY_FOR_TESTS },
      { path: OURS, pathNot: "^provider/pki/" },
    ),
    forbid(
      "transport-knows-no-endpoint",
      "transport carries any request; wire is how the API spells things; neither knows a call",
      { path: "^provider/certcentral/(transport|wire)/", pathNot: ONLY_FOR_TESTS },
      { path: "^provider/certcentral/(endpoints/|index\\.ts$)" },
    ),
    forbid(
      "order-knows-no-resource",
      "what CertCentral shows of an order is read the same way, whichever resource asks",
      { path: "^provider/resources/order/", pathNot: ONLY_FOR_TESTS },
      { path: "^provider/resources/", pathNot: "^provider/resources/(order/|wording\\.ts$)" },
    ),
    forbid(
      "revoke-knows-only-order",
      "taking back is one thing, whichever resource asks for it",
      { path: "^provider/resources/revoke/", pathNot: ONLY_FOR_TESTS },
      { path: "^provider/resources/", pathNot: "^provider/resources/(revoke/|order/|wording\\.ts$)" },
    ),
    forbid(
      "decisions-know-no-deed",
      "what is wanted, planned and decided is a function of values: doing it is another room",
      { path: PURE_ROOMS, pathNot: ONLY_FOR_TESTS },
      { path: "^provider/resources/[^/]+/(apply|delete)/" },
    ),
    forbid(
      "only-apply-and-delete-send",
      "a room of pure functions takes no call from the client, only the shape of its answers",
      { path: PURE_ROOMS, pathNot: ONLY_FOR_TESTS },
      { path: "^provider/certcentral/", dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "certcentral-only-through-its-index",
      "what the client's index does not export is its own business",
      { path: "^(provider/(resources|front-doors|cli|settings)|sdk)/", pathNot: ONLY_FOR_TESTS },
      { path: "^provider/certcentral/", pathNot: "^provider/certcentral/index\\.ts$" },
    ),
    forbid(
      "pulumi-only-at-the-doors",
      "only front-doors and sdk know Pulumi",
      { path: "^provider/", pathNot: "^provider/front-doors/" },
      { path: PULUMI },
    ),
    forbid(
      "grpc-only-at-the-doors",
      "how an engine is spoken to is the doors' business: the core knows no protocol",
      { path: OURS, pathNot: ["^provider/front-doors/", ...ONLY_FOR_TESTS] },
      { path: ["(^|/)@grpc/", "(^|/)google-protobuf(/|$)"] },
    ),
    forbid(
      "doors-know-no-other-door",
      "what two doors need is in door.ts and beside it: neither door is in the other's way",
      { path: "^provider/front-doors/(?!native/)", pathNot: ONLY_FOR_TESTS },
      { path: "^provider/front-doors/native/" },
    ),
    forbid(
      "native-knows-no-dynamic",
      "what two doors need is in door.ts and beside it: neither door is in the other's way",
      { path: "^provider/front-doors/native/", pathNot: ONLY_FOR_TESTS },
      { path: "^provider/front-doors/dynamic\\.ts$" },
    ),
    forbid(
      "door-has-no-habit-of-an-engine",
      "what any door needs is said in our own words: bags, marks and protocols are each door's to translate",
      { path: "^provider/front-doors/door\\.ts$" },
      {
        path: [
          "(^|/)@(pulumi|grpc)/",
          "(^|/)google-protobuf(/|$)",
          "^provider/front-doors/(marshal|step-error|pulumi-grpc|dynamic)\\.ts$",
        ],
      },
    ),
    forbid(
      "simulator-imports-nothing-of-ours",
      "code shared with the client would share the client's mistakes",
      { path: "^tests/simulator/" },
      { path: ["^(provider|sdk|scripts|examples|tests)/", PULUMI], pathNot: "^tests/simulator/" },
    ),
    forbid(
      "lifecycle-knows-no-model",
      "a story that needs a model's helpers needs a room for them: tests/in-process-engine, or a file beside it",
      { path: "^tests/(lifecycle|in-process-engine)/" },
      { path: "^tests/model/" },
    ),
    forbid(
      "simulator-only-in-tests",
      "what we ship must not need the simulator",
      { path: OURS, pathNot: ONLY_FOR_TESTS },
      { path: ["^tests/", "^certcentral-simulator"] },
    ),
    forbid(
      "no-scripts-in-what-we-ship",
      "scripts are for this repository",
      { path: OURS, pathNot: TESTS },
      { path: "^scripts/" },
    ),
    forbid(
      "no-test-code-in-what-we-ship",
      "tests import the code, never the other way round",
      { path: OURS, pathNot: ONLY_FOR_TESTS },
      { path: `^(provider|sdk)/.*(${TESTS}|${TEST_HELPERS})` },
    ),
    forbid(
      "no-development-package-in-what-we-ship",
      "users get dependencies and peerDependencies, nothing else",
      { path: OURS, pathNot: ONLY_FOR_TESTS },
      {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["npm", "npm-peer", "type-only"],
      },
    ),
    forbid(
      "no-cycles",
      "two files that need each other are one idea: join them, or find the third",
      {},
      { circular: true },
    ),
    forbid("imports-resolve", "the imported file or package is not there", { path: OURS }, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    // sees `import type`, which the compiler erases, and says that it is one
    tsPreCompilationDeps: "specify",
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "default", "types"],
      extensions: [".ts", ".js", ".cjs", ".json", ".d.ts"],
    },
  },
};
