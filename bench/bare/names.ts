/** What the bare workflow and whoever starts it share. */
export const bareQueue = 'bench-bare';
export const bareType = 'bare';
export const bareNoticeType = 'bareNotice';
export const acknowledgeName = 'acknowledge';

export interface BareInput {
  title: string;
  url: string;
  secret: string;
  /** Seconds until each further page; none for most measures. */
  rungsS: number[];
}

/** A mail that is to go at `due`, epoch ms. */
export interface BareNotice {
  title: string;
  to: string;
  due: number;
}

export interface BareActivities {
  writeRow(id: string, title: string): Promise<void>;
  sendPage(key: string, input: BareInput, title: string): Promise<void>;
  sendMail(key: string, notice: BareNotice): Promise<void>;
}
