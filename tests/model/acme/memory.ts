import type { Engine } from "../../in-process-engine/engine";
import type { Saved } from "../../in-process-engine/steps";
import type { CredentialFacts } from "../../simulator/src";
import { idsHeld, kidOf, unseenOf } from "./rules";
import type { Source } from "./source";

/** What the rules have to remember from command to command. */
export class Memory {
  /** The trigger that a resource's pair was last asked for with. */
  readonly answered = new Map<string, number | undefined>();
  /** What `revokeExisting` may revoke, decided when a resource is first asked for. */
  readonly existing = new Map<string, readonly number[]>();
  /** It may be a pair of ours that nobody has: made by a command, or seen while an answer was lost. */
  readonly doubtful = new Set<number>();

  constructor(
    readonly engine: Engine,
    readonly source: Source,
  ) {}

  /** `revokeExisting` is for a first pair, and only where nothing was revoked before; pairs of the program are no part of it. */
  noteExisting(credentials: readonly CredentialFacts[], replaced: string | undefined): void {
    const held = (saved: Saved): number[] => idsHeld(saved, credentials);
    const kept = new Set(this.engine.all.flatMap(held));
    const names = new Set(this.source.resources.map(({ name }) => name));
    // A pair whose resource is no part of the program any more is on its way out.
    const leaving = new Set(this.engine.all.filter((old) => !names.has(old.name)).flatMap(held));
    const isServed = credentials.some(({ status }) => status === "revoked");
    for (const { name, inputs } of this.source.resources) {
      const saved = this.engine.saved.get(name);
      const first = saved === undefined || name === replaced;
      const hasPair = !first && kidOf(saved) !== undefined;
      if (first || (inputs.revokeExisting !== true && !hasPair)) this.existing.delete(name);
      if (inputs.revokeExisting !== true || this.existing.has(name) || hasPair) continue;
      const may = credentials.filter(
        ({ credentialId: id, status }) => status === "active" && (!kept.has(id) || leaving.has(id)),
      );
      this.existing.set(name, isServed ? [] : may.map(({ credentialId }) => credentialId));
    }
  }

  /** Notes what an up may revoke for a replacement, and takes it back where the replacement came to nothing. */
  async around<Result extends { readonly ok: boolean }>(
    credentials: readonly CredentialFacts[],
    replaced: string | undefined,
    up: () => Promise<Result>,
  ): Promise<Result> {
    const wasThere = replaced !== undefined && this.engine.saved.has(replaced);
    const existing = replaced === undefined ? undefined : this.existing.get(replaced);
    this.noteExisting(credentials, replaced);
    const ended = await up();
    if (wasThere && !ended.ok && !this.engine.condemned.some((saved) => saved.name === replaced)) {
      if (existing === undefined) this.existing.delete(replaced);
      else this.existing.set(replaced, existing);
    }
    return ended;
  }

  noteDoubtful(before: readonly CredentialFacts[], after: readonly CredentialFacts[], saved: readonly Saved[]): void {
    const had = new Set(before.map(({ credentialId }) => credentialId));
    for (const { credentialId: id } of after) if (!had.has(id)) this.doubtful.add(id);
    for (const id of saved.flatMap(unseenOf)) this.doubtful.add(id);
  }

  noteAnswered(before: readonly Saved[], after: readonly Saved[], replaced: string | undefined): void {
    for (const { name, inputs } of this.source.resources) {
      const [prior, is] = [before, after].map((all) =>
        kidOf(all.find((saved) => saved.name === name && !this.engine.condemned.includes(saved))),
      );
      if (is === undefined) this.answered.delete(name);
      else if (is !== prior)
        this.answered.set(name, inputs.triggers ?? (name === replaced ? undefined : this.answered.get(name)));
    }
  }
}
