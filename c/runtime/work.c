/*
 * Delayed works, MIT. What a work does next is the suite's: each use is a step, and the suite answers.
 */
#include "world.h"

void ic_work_init(struct delayed_work *work)
{
	if (ic_world.work && ic_world.work != work)
		IC_MISSING("a second delayed work");
	ic_world.work = work;
}

static bool ask(enum ic_kind kind, unsigned long delay, struct delayed_work *work,
		const struct ic_place *at)
{
	if (!ic_current)
		ic_missing(at->primitive, at);
	if (work != ic_world.work)
		ic_missing("a work that was not initialised", at);
	ic_current->delay = delay;
	ic_stop(kind, at);
	return ic_current->answer;
}

/* `again`: its deadline is replaced if it is pending. Returns what the function that it is does. */
bool ic_arm(struct delayed_work *work, unsigned long delay, bool again, const struct ic_place *at)
{
	return ask(again ? IC_ARMS_AGAIN : IC_ARMS, delay, work, at);
}

bool ic_cancel(struct delayed_work *work, bool waits, const struct ic_place *at)
{
	bool was_pending = ask(waits ? IC_CANCELS_SYNC : IC_CANCELS, 0, work, at);

	if (waits)
		ask(IC_WAITS, 0, work, at);
	return was_pending;
}

bool ic_is_pending(struct delayed_work *work, const struct ic_place *at)
{
	return ask(IC_LOOKS, 0, work, at);
}
