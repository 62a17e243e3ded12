/** A kind of file that is taken, as its content shows. */
export interface Sniffed {
  mime: string;
  /** Endings that such a file may have; the first is added where it has none of them. */
  endings: readonly string[];
}

const office = 'application/vnd.openxmlformats-officedocument';

const signatures: readonly { hex: string; at?: number; is: Sniffed }[] = [
  { hex: '255044462d', is: { mime: 'application/pdf', endings: ['pdf'] } },
  { hex: '89504e470d0a1a0a', is: { mime: 'image/png', endings: ['png'] } },
  { hex: 'ffd8ff', is: { mime: 'image/jpeg', endings: ['jpg', 'jpeg'] } },
  { hex: '474946383961', is: { mime: 'image/gif', endings: ['gif'] } },
  { hex: '57454250', at: 8, is: { mime: 'image/webp', endings: ['webp'] } },
  { hex: 'd4c3b2a1', is: { mime: 'application/vnd.tcpdump.pcap', endings: ['pcap', 'cap'] } },
  { hex: 'a1b2c3d4', is: { mime: 'application/vnd.tcpdump.pcap', endings: ['pcap', 'cap'] } },
  { hex: '0a0d0d0a', is: { mime: 'application/x-pcapng', endings: ['pcapng'] } },
];

const documents: readonly { part: string; is: Sniffed }[] = [
  { part: 'xl/', is: { mime: `${office}.spreadsheetml.sheet`, endings: ['xlsx'] } },
  { part: 'word/', is: { mime: `${office}.wordprocessingml.document`, endings: ['docx'] } },
  { part: 'ppt/', is: { mime: `${office}.presentationml.presentation`, endings: ['pptx'] } },
];

const text: Sniffed = {
  mime: 'text/plain; charset=utf-8',
  endings: ['txt', 'csv', 'log', 'md', 'json', 'conf', 'cfg'],
};

/** What may be uploaded, in words for a refusal. */
export const allowedFiles = 'PDF, PNG, JPEG, GIF, WebP, XLSX, DOCX, PPTX, PCAP, text (CSV, LOG)';

/**
 * What the bytes are, by themselves: neither the name nor the content type is trusted. Undefined
 * for what is not taken: programs, archives, markup that a browser runs, documents with macros.
 */
export function sniff(bytes: Buffer): Sniffed | undefined {
  const found = signatures.find(({ hex, at = 0 }) => {
    const signature = Buffer.from(hex, 'hex');
    return bytes.subarray(at, at + signature.length).equals(signature);
  });
  if (found) return found.is;
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04'))) return documentIn(bytes);
  return isText(bytes) ? text : undefined;
}

/** The parts of a zip are named in it in plain. */
function documentIn(bytes: Buffer): Sniffed | undefined {
  if (!bytes.includes('[Content_Types].xml') || bytes.includes('vbaProject.bin')) return undefined;
  return documents.find(({ part }) => bytes.includes(part))?.is;
}

const controls = /[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]/;
const markup = /^\s*<(?:!|\?|[a-z])/i;

function isText(bytes: Buffer): boolean {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const read = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return !controls.test(read) && !markup.test(read);
    } catch {
      continue;
    }
  }
  return false;
}

const nameMaxChars = 200;
const notInNames = /[\p{Cc}\p{Cf}\p{Surrogate}/\\:*?"<>|]/gu;

/** The last part of a path, without what file systems refuse, with an ending that fits. */
export function safeName(name: string, { endings }: Sniffed): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(notInNames, '_').replace(/^[.\s]+|[.\s]+$/g, '') || 'file';
  const ending = /\.([^.]+)$/.exec(plain)?.[1]?.toLowerCase() ?? '';
  const cut = [...plain].slice(0, nameMaxChars - 6).join('');
  return endings.includes(ending) && cut === plain ? plain : `${cut}.${endings[0]}`;
}

/** The header under which a browser saves the file and never shows it (RFC 6266). */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
