import { judgedBy, type Subject } from '../../port/subject.ts';

/** The subject, judged only by the property of the signature: no other can show it. */
export function judgedFor(subject: Subject, signature: string): Subject {
  const { properties } = subject;
  return judgedBy(
    subject,
    properties.filter(({ id }) => signature.startsWith(`${id} `)),
  );
}
