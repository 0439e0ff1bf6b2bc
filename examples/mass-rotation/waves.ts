/** What is rotated first, by itself, and the rest in waves of at most this many. Pure. */
export const wavesOf = <Item>(items: readonly Item[], first: number, size: number): readonly (readonly Item[])[] => {
  if (!(Number.isInteger(first) && first > 0 && Number.isInteger(size) && size > 0))
    throw new Error(`firstWave and wave are numbers of certificates, 1 or more: ${first} and ${size} are not`);
  const waves = items.length > 0 ? [items.slice(0, first)] : [];
  for (let from = first; from < items.length; from += size) waves.push(items.slice(from, from + size));
  return waves;
};
