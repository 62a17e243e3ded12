const mask = '***';
const secretName =
  /authori[sz]ation|cookie|token|secret|passw(?:or)?d|passphrase|credential|signature|(?:api|access|auth|routing|service|integration|private)[-_ ]?key/i;
const namedInText = new RegExp(
  `((?:${secretName.source})[\\w-]*["']?\\s*[:=]\\s*)(?:(?:bearer|basic)\\s+)?("[^"]*"|'[^']*'|[^\\s&,;]+)`,
  'gi',
);
/** Secrets that show by their own shape, wherever they stand. */
const shaped: [RegExp, string][] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${mask}`],
  [/\bbt_[\w-]{8,}/g, `bt_${mask}`],
  [/\bwhsec_[\w+/=-]{8,}/g, `whsec_${mask}`],
  [/(:\/\/[^\s/@:]*:)[^\s/@]+@/g, `$1${mask}@`],
  [/(\/in\/)[0-9a-f]{32}/gi, `$1${mask}`],
];

const byShape = (text: string): string =>
  shaped.reduce((masked, [shape, instead]) => masked.replace(shape, instead), text);

/** The body with what looks like a secret masked, by the names of its members or by its shape. */
export const maskSecrets = (text: string): string => {
  try {
    const value: unknown = JSON.parse(text, (name, member: unknown) =>
      secretName.test(name) && member !== null ? mask : member,
    );
    return byShape(JSON.stringify(value));
  } catch {
    return byShape(text.replace(namedInText, `$1${mask}`));
  }
};
