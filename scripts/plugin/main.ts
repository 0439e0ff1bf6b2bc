/** Makes the native plugin for those who install it without npm: `npm run plugin`. Another folder than dist/plugin may be named. */
import { relative } from "node:path";
import { bundle } from "./bundle";

bundle(process.argv[2]).then(
  ({ archive, folder, version }) => {
    const [tarball, where] = [archive, folder].map((path) => relative(process.cwd(), path));
    console.log(`made ${where} and ${tarball}
  pulumi plugin install resource digicert ${version} --file ${tarball}`);
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
