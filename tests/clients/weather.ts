import type { AwkwardValues } from "certcentral-simulator";

/** Each client meets a service that behaves as the pages say, and one that behaves as people have seen it. */
export const WEATHERS: readonly (readonly [string, Partial<AwkwardValues>])[] = [
  ["as the pages say", {}],
  [
    "as seen in the wild",
    {
      nullForAbsent: 0.5,
      emptyMapsAsLists: true,
      crlf: true,
      certificateStatusAbsent: true,
      commonNameAmongDnsNames: true,
      primaryInReissueList: true,
      flagsAsText: true,
      slowIssuanceSeconds: [1, 1],
    },
  ],
];
