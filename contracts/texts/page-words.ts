/** The sentences of one kind of subject: why the mail is sent, and its button if it has one. */
export interface PageWords {
  lead: Record<string, string>;
  act?: string;
}
