/** A queue or a folder of a campaign that cannot be used. The message is one line. */
export class UnusablePlace extends Error {
  override readonly name: string = 'UnusablePlace';
}

/** What a campaign has that was not made by whoever has its key. The message is one line. */
export class BrokenSeal extends UnusablePlace {}
