/** What one check found; `unchecked` says why it found nothing, `todo` what to do. */
export interface Finding {
  check: string;
  result: 'ok' | 'warning' | 'failed' | 'unchecked';
  detail: string;
  todo?: string;
}
