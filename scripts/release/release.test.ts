import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { faultsOf, type Release, repositoryOf } from "./release";

const ROOT = resolve(__dirname, "../..");
const GITHUB = {
  GITHUB_ACTIONS: "true",
  GITHUB_SERVER_URL: "https://github.com",
  GITHUB_REPOSITORY: "someone/pulumi-digicert",
  GITHUB_REF_TYPE: "tag",
  GITHUB_REF_NAME: "v1.2.0",
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://token",
};
const GITLAB = {
  GITLAB_CI: "true",
  CI_PROJECT_URL: "https://gitlab.com/someone/pulumi-digicert",
  CI_COMMIT_TAG: "v1.2.0",
  SIGSTORE_ID_TOKEN: "token",
};
const release: Release = {
  version: "1.2.0",
  changelog:
    "# Changelog\n\n## Unreleased\n\n## 1.2.0 (2026-12-01)\n\n- Certificate: is kept.\n\n## 1.1.0\n\n- First.\n",
  uncommitted: "",
  env: GITHUB,
};

test.each([
  ["GitHub Actions", GITHUB, "git+https://github.com/someone/pulumi-digicert.git"],
  ["GitLab CI", GITLAB, "git+https://gitlab.com/someone/pulumi-digicert.git"],
])("a tagged commit whose change log tells of it is published by %s, as that repository's", (_, env, repository) => {
  expect(faultsOf({ ...release, env })).toEqual([]);
  expect(faultsOf({ ...release, env, repository })).toEqual([]);
  expect(repositoryOf({ env })).toBe(repository);
});

test.each<[string, Partial<Release>, RegExp]>([
  ["at home", { env: {} }, /push the tag/],
  ["of another tag", { env: { ...GITHUB, GITHUB_REF_NAME: "v1.1.0" } }, /built from v1\.1\.0, not from tag v1\.2\.0/],
  ["of a branch", { env: { ...GITHUB, GITHUB_REF_TYPE: "branch" } }, /built from no tag/],
  ["of a branch on GitLab", { env: { ...GITLAB, CI_COMMIT_TAG: undefined } }, /built from no tag/],
  ["without a token of identity", { env: { ...GITHUB, ACTIONS_ID_TOKEN_REQUEST_URL: "" } }, /id-token: write/],
  ["without one on GitLab", { env: { ...GITLAB, SIGSTORE_ID_TOKEN: undefined } }, /SIGSTORE_ID_TOKEN/],
  ["in a copy of the repository", { repository: "git+https://github.com/other/x.git" }, /package\.json names .*other/],
  ["with changes that are not committed", { uncommitted: " M sdk/index.ts\n" }, /not committed:\n M sdk/],
  [
    "that the change log does not tell of",
    { version: "1.2.1", env: { ...GITHUB, GITHUB_REF_NAME: "v1.2.1" } },
    /no entries under "## 1\.2\.1"/,
  ],
  [
    "whose change log is not closed",
    { changelog: release.changelog.replace("## 1.2.0", "- Later.\n\n## 1.2.0") },
    /under "## Unreleased"/,
  ],
])("a release %s is not published", (_, changed, why) => {
  expect(faultsOf({ ...release, ...changed })).toEqual([expect.stringMatching(why)]);
});

test("at home it says why, and publishes nothing", () => {
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", join(__dirname, "main.ts")], {
    cwd: ROOT,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
  });

  expect(status).toBe(1);
  expect(stderr).toMatch(/^not published: npm proves where a package was built only in/m);
});

test("the workflow publishes tags with an identity that npm can prove, by an npm that knows how", () => {
  const workflow = readFileSync(join(ROOT, ".github/workflows/publish.yml"), "utf8");

  expect(workflow).toMatch(/^ {2}push: \{ tags: \["v\*"\] \}$/m);
  expect(workflow).toMatch(/id-token: write/);
  expect(workflow).toMatch(/run: npm run release$/m);
  // Its npm is 11.5.1 or newer, which needs no token of npm's where the package trusts the workflow.
  expect(Number(/node-version: (\d+)/.exec(workflow)?.[1])).toBeGreaterThanOrEqual(24);
});
