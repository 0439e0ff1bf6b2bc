/** What a publication is made from. */
export interface Release {
  readonly version: string;
  /** `repository.url` of package.json, if it has one. */
  readonly repository?: string | undefined;
  readonly changelog: string;
  /** What `git status --porcelain` prints. */
  readonly uncommitted: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Where it is built: npm signs a statement of it, for which it has to be a CI system that gives a token of identity. */
interface Builder {
  /** As package.json names it. */
  readonly repository: string | undefined;
  readonly tag: string | undefined;
  readonly mayProve: boolean;
  /** What to do where it may not. */
  readonly allow: string;
}

const builderIn = (env: Release["env"]): Builder | undefined => {
  if (env["GITHUB_ACTIONS"] === "true")
    return {
      repository: urlOf(`${env["GITHUB_SERVER_URL"]}/${env["GITHUB_REPOSITORY"]}`),
      tag: env["GITHUB_REF_TYPE"] === "tag" ? env["GITHUB_REF_NAME"] : undefined,
      mayProve: Boolean(env["ACTIONS_ID_TOKEN_REQUEST_URL"]),
      allow: "give the job `permissions: { id-token: write }`",
    };
  if (env["GITLAB_CI"] === "true")
    return {
      repository: urlOf(env["CI_PROJECT_URL"] ?? ""),
      tag: env["CI_COMMIT_TAG"],
      mayProve: Boolean(env["SIGSTORE_ID_TOKEN"]),
      allow: "give the job `id_tokens: { SIGSTORE_ID_TOKEN: { aud: sigstore } }`",
    };
  return undefined;
};

const urlOf = (page: string): string => `git+${page}.git`;

/** The repository that package.json has to name, for npm compares it with the one that the CI system vouches for. */
export const repositoryOf = ({ env }: Pick<Release, "env">): string | undefined => builderIn(env)?.repository;

/** What keeps it from being published, each with what to do. Pure. */
export const faultsOf = (release: Release): readonly string[] => {
  const { version, changelog, uncommitted, env } = release;
  return [
    ...(uncommitted === "" ? [] : [`there are changes that are not committed:\n${uncommitted.trimEnd()}`]),
    ...(sectionOf(changelog, version) === ""
      ? [`CHANGELOG.md has no entries under "## ${version}": make "## Unreleased" that`]
      : []),
    ...(sectionOf(changelog, "Unreleased") === ""
      ? []
      : ['CHANGELOG.md has entries under "## Unreleased", which this release would have, too: move them']),
    ...builderFaults(release, builderIn(env)),
  ];
};

const builderFaults = ({ version, repository }: Release, builder: Builder | undefined): readonly string[] => {
  if (builder === undefined)
    return [
      "npm proves where a package was built only in GitHub Actions and GitLab CI: push the tag, and let the workflow publish it",
    ];
  return [
    ...(builder.tag === `v${version}` ? [] : [`it is built from ${builder.tag ?? "no tag"}, not from tag v${version}`]),
    ...(builder.mayProve ? [] : [`npm cannot prove where it was built: ${builder.allow}`]),
    ...(repository === undefined || repository === builder.repository
      ? []
      : [`package.json names ${repository}, and it is built in ${builder.repository}: npm refuses that`]),
  ];
};

/** The lines between a heading of the change log and the next. */
const sectionOf = (changelog: string, heading: string): string =>
  (changelog.split(/^## /m).find((section) => section.split("\n")[0]?.trim().split(" ")[0] === heading) ?? "")
    .split("\n")
    .slice(1)
    .join("\n")
    .trim();
