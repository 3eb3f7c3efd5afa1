import { describe, expect, test } from 'vitest';
import { Stage } from './stage.ts';

describe('the log', () => {
  test('the log has a line for every WARN', () => {
    const stage = new Stage();
    stage.kernel.log.warn('again');
    stage.kernel.log.warn('again');
    expect(stage.factsOf('logged').map((fact) => fact.cause)).toEqual(['again', 'again']);
  });

  test('the log has one line for each cause of a WARN_ONCE', () => {
    const stage = new Stage();
    for (const cause of ['here', 'here', 'there', 'here']) stage.kernel.log.warnOnce(cause);
    expect(stage.factsOf('logged').map((fact) => fact.cause)).toEqual(['here', 'there']);
  });

  test('the log comes back to the warnings that it had at a saved state', () => {
    const stage = new Stage();
    stage.kernel.log.warnOnce('here');
    const saved = stage.kernel.log.save();
    stage.kernel.log.warnOnce('there');
    stage.kernel.log.restore(saved);
    for (const cause of ['here', 'there']) stage.kernel.log.warnOnce(cause);
    const causes = stage.factsOf('logged').map((fact) => fact.cause);
    expect(causes).toEqual(['here', 'there', 'there']);
  });
});
