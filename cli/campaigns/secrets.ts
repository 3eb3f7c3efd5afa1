import {
  hasPassword,
  parseAddress,
  type QueueAddress,
} from '../../explore/queues/queue-address.ts';
import type { CampaignFlags } from '../arguments/campaign-flags.ts';
import { readText } from '../files/text-files.ts';
import { UserError } from '../process/user-error.ts';

const ADDRESS = 'IOVA_CHECK_QUEUE';
const KEY = 'IOVA_CHECK_KEY';
/** Shorter keys can be guessed. */
const KEY_LENGTH_MIN = 16;

/**
 * The address of the server; null: the campaign lies in a folder. One with a password comes from
 * the environment, or from a file that the environment names: everybody sees arguments.
 * @throws UserError
 */
export function queueAddress({ queue }: Pick<CampaignFlags, 'queue'>): QueueAddress | null {
  if (queue === undefined) return null;
  // So that the option alone says where the campaign lies.
  const secret = fromEnvironment(ADDRESS);
  if (queue === 'env') {
    if (secret !== null) return parseAddress(secret, ADDRESS);
    throw new UserError(
      `--queue env: set ${ADDRESS} to the address, or ${ADDRESS}_FILE to its file`,
    );
  }
  const address = parseAddress(queue, '--queue');
  if (!hasPassword(address)) return address;
  throw new UserError(
    `--queue ${address.shown}: everybody on this machine can see a password in an argument: put ` +
      `the address into ${ADDRESS}, or into a file that ${ADDRESS}_FILE names, and give ` +
      '--queue env',
  );
}

/** The key with which shards and results are sealed. @throws UserError */
export function campaignKey(): string {
  const key = fromEnvironment(KEY);
  if (key === null) {
    throw new UserError(
      `a campaign on a server needs a key that its workers know: set ${KEY}, or ${KEY}_FILE to a ` +
        'file that has it',
    );
  }
  if (key.length >= KEY_LENGTH_MIN) return key;
  throw new UserError(`${KEY}: it has ${key.length} characters; take ${KEY_LENGTH_MIN} or more`);
}

/** Null: the environment neither has it, nor names a file that does. */
function fromEnvironment(name: string): string | null {
  const value = process.env[name] ?? '';
  if (value !== '') return value;
  const file = process.env[`${name}_FILE`] ?? '';
  return file === '' ? null : readText(file).trim();
}
