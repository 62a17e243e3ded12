import { describe, expect, it } from '@jest/globals';

import { writeTable } from '../tables/write-table.js';
import { attachment, safeName, sniff } from './sniff.js';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

describe('sniff', () => {
  it.each<[string, Buffer]>([
    ['application/pdf', Buffer.from('%PDF-1.7\n')],
    ['image/png', hex('89504e470d0a1a0a00')],
    ['image/jpeg', hex('ffd8ffe000')],
    ['image/webp', Buffer.from('RIFF....WEBPVP8 ')],
    ['application/x-pcapng', hex('0a0d0d0a1c000000')],
    ['text/plain; charset=utf-8', Buffer.from('时延,180\n')],
    ['text/plain; charset=utf-8', hex('c4e3bac3')],
  ])('takes %s by its content', (mime, bytes) => {
    expect(sniff(bytes)?.mime).toBe(mime);
  });

  it('takes a spreadsheet, and none with macros', async () => {
    const { bytes } = await writeTable({ name: 'a', header: ['x'], rows: [] }, 'xlsx');
    expect(sniff(bytes)?.endings).toEqual(['xlsx']);
    const macros = Buffer.concat([bytes, Buffer.from('xl/vbaProject.bin')]);
    expect(sniff(macros)).toBeUndefined();
  });

  it.each<[string, Buffer]>([
    ['a Windows program', Buffer.from('MZ\x90\0\x03')],
    ['an ELF program', hex('7f454c46')],
    ['a page', Buffer.from('<!DOCTYPE html><script>alert(1)</script>')],
    ['a picture with scripts', Buffer.from('  <svg xmlns="x" onload="alert(1)"/>')],
    ['a page under a BOM', Buffer.from('\ufeff<html>')],
    ['any archive', Buffer.from('PK\x03\x04 evil.exe')],
    ['an old document', hex('d0cf11e0a1b11ae1')],
    ['noise', hex('00ff00ff')],
  ])('does not take %s', (_, bytes) => {
    expect(sniff(bytes)).toBeUndefined();
  });
});

describe('safeName', () => {
  const pdf = { mime: 'application/pdf', endings: ['pdf'] };

  it.each([
    ['验收报告.pdf', '验收报告.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\temp\\a.PDF', 'a.PDF'],
    ['page.html', 'page.html.pdf'],
    ['a\u202efdp.exe', 'a_fdp.exe.pdf'],
    ['..', 'file.pdf'],
    ['x'.repeat(300), `${'x'.repeat(194)}.pdf`],
  ])('%s is kept as %s', (name, kept) => {
    expect(safeName(name, pdf)).toBe(kept);
  });

  it('goes into a header that nothing can break out of', () => {
    expect(attachment('a"b\r\n中.pdf')).toBe(
      `attachment; filename="a_b___.pdf"; filename*=UTF-8''a%22b%0D%0A%E4%B8%AD.pdf`,
    );
  });
});
