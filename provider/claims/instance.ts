/*
 * How the dynamic door names an instance: by the URN, with the instance before it once there is one (`5f0c… urn:pulumi:…`). Our classes
 * give it the URN as an input, and hear of the instance from the output of the same name: an output of its own costs every preview.
 */

/** Of a resource's inputs there is no instance yet; state of an older release has none either. */
export const instanceName = (urn: string, instance: string | undefined): string =>
  instance === undefined ? urn : `${instance} ${urn}`;

export const namedBy = (name: string): { readonly urn: string; readonly instance?: string } => {
  const space = name.startsWith("urn:") ? -1 : name.indexOf(" ");
  return space < 0 ? { urn: name } : { urn: name.slice(space + 1), instance: name.slice(0, space) };
};
