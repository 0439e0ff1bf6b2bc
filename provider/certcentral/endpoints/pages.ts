import type { Run } from "../../contract/run";
import type { CertCentral } from "../transport/connect";
import type { Endpoint } from "../transport/endpoint";
import type { PageInfo } from "../wire/list";

const LONGEST = 1000;

/** One page after the other, as long as the API says that there is more. */
export async function* pages<Args extends { limit?: number; offset?: number }, Answer extends { page: PageInfo }>(
  api: CertCentral,
  endpoint: Endpoint<Args, Answer>,
  args: Args,
  run: Run,
): AsyncGenerator<Answer, void> {
  const limit = args.limit ?? LONGEST;
  let offset = args.offset ?? 0;
  let total: number;
  do {
    const answer = await api.send(endpoint, { ...args, limit, offset }, run);
    yield answer;
    total = answer.page.total ?? 0;
    offset += limit;
  } while (offset < total);
}
