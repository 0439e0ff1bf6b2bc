import type { Run } from "../../contract/run";
import { CertCentralError } from "../transport/answers/errors";
import type { CertCentral } from "../transport/connect";
import type { Endpoint } from "../transport/endpoint";
import type { PageInfo } from "../wire/list";

const LONGEST = 1000;

/**
 * One page after the other, as long as the API says that there is more. A page that is too large to be taken is asked for again
 * at half its size, and so are all after it.
 */
export async function* pages<Args extends { limit?: number; offset?: number }, Answer extends { page: PageInfo }>(
  api: CertCentral,
  endpoint: Endpoint<Args, Answer>,
  args: Args,
  run: Run,
): AsyncGenerator<Answer, void> {
  let limit = args.limit ?? LONGEST;
  let offset = args.offset ?? 0;
  let total = Number.POSITIVE_INFINITY;
  while (offset < total) {
    const answer = await api.send(endpoint, { ...args, limit, offset }, run).catch(whenTooLarge(limit));
    if (answer === undefined) {
      limit = Math.floor(limit / 2);
      continue;
    }
    yield answer;
    total = answer.page.total ?? 0;
    offset += limit;
  }
}

/** A page of one entry cannot be halved. */
const whenTooLarge =
  (limit: number) =>
  (error: unknown): undefined => {
    if (!CertCentralError.is(error) || error.code !== "too-large" || limit < 2) throw error;
  };
