/*
 * Contexts: code that stops at a primitive and goes on later, MIT.
 *
 * Binaryen's asyncify rewrites the module so that a function can leave in the middle, with what it
 * knows written to memory, and be entered there again. Each context has a piece of memory: asyncify
 * writes from its lower end upwards, the C stack grows down from its upper end.
 */
#include "world.h"

#define ASYNCIFY(name) __attribute__((import_module("asyncify"), import_name(#name)))
ASYNCIFY(start_unwind) void start_unwind(void *context);
ASYNCIFY(stop_unwind) void stop_unwind(void);
ASYNCIFY(start_rewind) void start_rewind(void *context);
ASYNCIFY(stop_rewind) void stop_rewind(void);
/* Throws in the suite, so that no C code goes on. */
__attribute__((import_module("suite"), import_name("leave"))) void leave(void);

struct ic_context *ic_current;
char ic_stacks[IC_CONTEXTS][IC_STACK_BYTES] __attribute__((aligned(16)));
struct ic_fact ic_facts[IC_FACTS_MAX];
unsigned long ic_told, ic_visits;
static int unwinding, rewinding;

__asm__(".globaltype __stack_pointer, i64\n");

static noinline char *stack_pointer(void)
{
	char *pointer;

	__asm__ volatile("global.get __stack_pointer\n\tlocal.set %0" : "=r"(pointer));
	return pointer;
}

static noinline void set_stack_pointer(char *pointer)
{
	__asm__ volatile("local.get %0\n\tglobal.set __stack_pointer" :: "r"(pointer));
}

void ic_tell(enum ic_told told, unsigned long a, unsigned long b)
{
	if (!ic_current)
		return;
	if (ic_told == IC_FACTS_MAX)
		ic_missing("more frees, log lines and the like in one step than are noted", ic_current->at);
	ic_facts[ic_told++] = (struct ic_fact){ told, a, b, 0 };
}

/* `at`: the number of a line, or the address of a place. */
void ic_misuse(const char *what, unsigned int freed_by, unsigned long at)
{
	ic_tell(IC_MISUSED, (unsigned long)what, freed_by);
	if (ic_current)
		ic_facts[ic_told - 1].at = at;
}

/* Stops the present context, until the suite lets it go on. In set-up, nothing stops. */
noinline void ic_stop(enum ic_kind kind, const struct ic_place *at)
{
	if (!ic_current)
		return;
	if (rewinding) {
		stop_rewind();
		rewinding = 0;
		return;
	}
	ic_current->kind = kind;
	ic_current->at = at;
	unwinding = 1;
	start_unwind(ic_current);
}

static noinline void enter(struct ic_context *context)
{
	ic_perform(context);
}

/* Runs the context until it stops or ends. Its kind says which. */
noinline void ic_go_on(struct ic_context *context)
{
	char *mine = stack_pointer();

	ic_looks = ic_visits = 0;
	ic_forget_accesses();
	ic_current = context;
	/* What steps of other states have left there must not be part of this one. */
	memset(context->saved_end, 0, context->stack - context->saved_end);
	set_stack_pointer(context->stack);
	if (context->kind != IC_IDLE) {
		rewinding = 1;
		start_rewind(context);
	}
	enter(context);
	if (unwinding) {
		stop_unwind();
		unwinding = 0;
		context->stack = stack_pointer();
	} else {
		context->kind = IC_DONE;
		context->at = NULL;
		context->stack = NULL;
	}
	set_stack_pointer(mine);
	ic_current = NULL;
}

void ic_begin(struct ic_context *context)
{
	char *memory = ic_stacks[context - ic_world.context];

	memset(memory, 0, IC_STACK_BYTES);
	context->kind = IC_IDLE;
	context->locks = context->answer = context->rcu = 0;
	context->saved_to = memory;
	context->saved_end = memory + IC_STACK_BYTES / 2;
	context->stack = memory + IC_STACK_BYTES;
	ic_go_on(context);
}

/* After a use of freed memory, nothing that the context would do means anything. */
void ic_halt(void)
{
	if (!ic_current)
		return;
	ic_current->kind = IC_HALTED;
	ic_current->at = NULL;
	ic_current->stack = NULL;
	ic_current = NULL;
	leave();
}

/* To be called after a trap, which can happen anywhere. */
IC_EXPORT(abandon) void export_abandon(void)
{
	ic_current = NULL;
	ic_looks = unwinding = rewinding = 0;
}
