/** Texts with the same keys as `T`: what one language says, the other says too. */
export type SameKeys<T> = { [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/** Every key of nested texts as a path: `show/holder`. */
export type TextPaths<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}/${TextPaths<T[K]>}`;
}[keyof T & string];
