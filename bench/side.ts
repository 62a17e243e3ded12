/** One of the two that are compared: both page the same receiver. */
export interface Side {
  name: 'bare' | 'baton';
  /** Opens one subject; resolves with its workflow id when it is durable. */
  open(title: string): Promise<string>;
  acknowledge(id: string): Promise<void>;
  /** How often it was told to come back later, since the last question. */
  sentAgain(): number;
}
