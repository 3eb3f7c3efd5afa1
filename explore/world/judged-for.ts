import { judgedBy, type Subject } from '../../port/subject.ts';

/** Judged only by the property that the signature is of: the others cannot show it. */
export function judgedFor(subject: Subject, signature: string): Subject {
  const { properties } = subject;
  return judgedBy(
    subject,
    properties.filter(({ id }) => signature.startsWith(`${id} `)),
  );
}
