/** Why something of the record is not accepted: what it was read as, and the reason for whoever mends it. */

export type Part =
  | 'card'
  | 'checkpoint'
  | 'extra'
  | 'json'
  | 'key'
  | 'leaf'
  | 'note'
  | 'policy'
  | 'promise'
  | 'proof';

export class Malformed extends Error {
  readonly part: Part;

  constructor(part: Part, reason: string) {
    super(`${part}: ${reason}`);
    this.name = 'Malformed';
    this.part = part;
  }
}

export function refuse(part: Part, reason: string): never {
  throw new Malformed(part, reason);
}

/** Well written, but not what it claims: a signature or a hash does not hold. */
export type Doubt =
  | 'signature'
  | 'unknown_log'
  | 'retired_key'
  | 'wrong_origin'
  | 'commit'
  | 'inclusion'
  | 'promise_of_other'
  | 'other_log';

export class Untrue extends Error {
  readonly doubt: Doubt;

  constructor(doubt: Doubt) {
    super(doubt);
    this.name = 'Untrue';
    this.doubt = doubt;
  }
}

export function doubt(what: Doubt): never {
  throw new Untrue(what);
}
