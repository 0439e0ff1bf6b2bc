import type { Evidence, Ownership } from "./ownership";

/** What a value of a fact says, and in which words docs/ownership.md says it. */
interface Words<Value extends string> {
  readonly from: string;
  readonly values: Readonly<Record<Value, string>>;
}

/** The facts of docs/ownership.md. The compiler counts them and their values. */
export const facts = {
  asked: {
    from: "what state has pending",
    values: {
      answered: "our request was taken",
      lost: "the answer to our request never came",
      never: "nothing of ours is pending",
    },
  },
  id: {
    from: "the ids in the answer to our request",
    values: { same: "its id is the one answered", other: "its id is another one", untold: "no id was answered" },
  },
  mark: {
    from: "`comments` on the request's own page (a request only)",
    values: { same: "it bears our mark", other: "it bears another mark of this provider", untold: "no mark is shown" },
  },
  knownBefore: {
    from: "the certificates that the order showed when we asked, pending ones too",
    values: { same: "it was there before", other: "it was not there before", untold: "it has no id, or no date" },
  },
  key: {
    from: "the CSR on file, or the certificate itself",
    values: {
      same: "it carries our key, or we asked without one",
      other: "it carries another key",
      untold: "no key is shown",
    },
  },
  names: {
    from: "the list, or the certificate itself",
    values: {
      same: "it has every name that we asked for",
      other: "it lacks a name that we asked for, and its names are all told",
      untold: "its names may have been left out",
    },
  },
  requester: {
    from: "the list, or the request's own page, by the user's id alone, for several users may share a name or an address; who we are, from `user/me` or from a request of ours",
    values: {
      same: "the user of our key asked for it",
      other: "another user asked for it",
      untold: "nobody is named, or we do not know who we are",
    },
  },
  time: {
    from: "when it was asked for; clocks may be ten minutes apart",
    values: {
      same: "it was not asked for before we asked",
      other: "it was asked for before we asked",
      untold: "no time is shown",
    },
  },
} as const satisfies { readonly [Fact in keyof Evidence]: Words<Evidence[Fact]> };

interface Caller {
  readonly asks: string;
  readonly does: Readonly<Record<Ownership, string>>;
}

/** What follows from a verdict, by whoever asks for it. */
export const callers: readonly Caller[] = [
  {
    asks: "adopts a certificate that fits",
    does: {
      ours: "takes it; `origin` is `issued`, so that delete revokes it",
      theirs:
        "takes it; `origin` is `adopted`, so that delete leaves it alive. What answers a changed trigger or field has to be our own. One that is new and cannot be compared, for its key or names are shown nowhere, is neither taken nor reissued: refuses, until a value in `triggers` changes",
      "cannot tell": "takes it as `adopted`",
    },
  },
  {
    asks: "looks for what came of our request",
    does: {
      ours: "issued and as wanted: done. Issued and not as wanted: refuses and names it. Rejected or cancelled: remembers the no. Expired or revoked: plans afresh. As wanted, and replaced by somebody before anybody looked: answered, and kept in the ledger",
      theirs: "no answer: goes on waiting for ours",
      "cannot tell":
        "no answer: goes on waiting. A new current certificate that is just as wanted is taken as `adopted` once the list shows it or has had time to, and named as not proven. If all that speaks against it is a missing name, it is named as what CertCentral cut short, and nothing is sent again",
    },
  },
  {
    asks: "waits for a pending reissue",
    does: {
      ours: "waits, whatever the lists leave out",
      theirs: "waits if it is just what is wanted, as somebody else's; else refuses and names it",
      "cannot tell":
        "as somebody else's. After a lost answer: waits if it is what is wanted, as far as that is shown, and keeps its own request in mind, for the issued certificate tells; else refuses and names it",
    },
  },
  {
    asks: "cancels a pending reissue: something else is wanted, or the resource is deleted",
    does: {
      ours: "by its request; for the whole order only where it is the one pending entry",
      theirs: "never; named where it stands in the way",
      "cannot tell": "never; named where it stands in the way",
    },
  },
  {
    asks: "deletes what it never saw issued",
    does: {
      ours: "revokes it, as `onDelete` says",
      theirs: "leaves it alive",
      "cannot tell": "leaves it alive and names it",
    },
  },
  {
    asks: "keeps the ledger of superseded certificates",
    does: {
      ours: "enters it when something else came to be wanted, or to be the order's current one",
      theirs: "leaves it out",
      "cannot tell": "leaves it out",
    },
  },
];
