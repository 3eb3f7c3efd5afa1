/**
 * The solver's own process. Each line of its input is a question, as JSON; the next line of its
 * output is the answer.
 */
import { createInterface } from 'node:readline';
import { init, Z3_error_code, Z3_lbool } from 'z3-solver';
import type { Question, RawAnswer } from './solver.ts';

const { Z3 } = await init();

/**
 * Uses the call of Z3 that returns at once. The calls that solve in a thread of their own read
 * their strings when these may be freed already.
 */
async function answer({ text }: Question): Promise<RawAnswer> {
  const context = Z3.mk_context(Z3.mk_config());
  const solver = Z3.mk_solver(context);
  Z3.solver_inc_ref(context, solver);
  Z3.solver_from_string(context, solver, text);
  const code = Z3.get_error_code(context);
  if (code !== Z3_error_code.Z3_OK) throw new Error(Z3.get_error_msg(context, code));
  const verdict = await Z3.solver_check(context, solver);
  if (verdict === Z3_lbool.Z3_L_FALSE) return { verdict: 'unsat', model: '' };
  if (verdict !== Z3_lbool.Z3_L_TRUE) {
    return { verdict: Z3.solver_get_reason_unknown(context, solver), model: '' };
  }
  const model = Z3.solver_get_model(context, solver);
  return { verdict: 'sat', model: Z3.model_to_string(context, model) };
}

for await (const line of createInterface({ input: process.stdin })) {
  let reply: RawAnswer;
  try {
    reply = await answer(JSON.parse(line) as Question);
  } catch (error) {
    reply = { verdict: error instanceof Error ? error.message : String(error), model: '' };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
// Z3's threads would keep the process alive.
process.exit(0);
