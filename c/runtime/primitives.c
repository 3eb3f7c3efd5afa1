/*
 * Locks and the log, MIT. Who waits for a lock, and every rule about it, is the suite's: a context
 * that goes on after it stopped to take a lock has got it.
 */
#include "world.h"

__attribute__((import_module("suite"), import_name("missing")))
void missing(const char *what, const struct ic_place *at);

unsigned long ic_locks;
const char *ic_lock_name;

void ic_lock_init(spinlock_t *lock, const char *name)
{
	lock->dep_map.holder = 0;
	lock->dep_map.name = name;
	ic_lock_name = name;
	ic_locks++;
}

static unsigned long number_of(const struct ic_context *context)
{
	return context - ic_world.context + 1;
}

void ic_lock(spinlock_t *lock, bool irqs_off, const struct ic_place *at)
{
	if (!ic_current)
		return;
	ic_current->irqs_off = irqs_off;
	ic_stop(IC_LOCKS, at);
	lock->dep_map.holder = number_of(ic_current);
	ic_current->locks++;
}

void ic_unlock(spinlock_t *lock, const struct ic_place *at)
{
	if (!ic_current)
		return;
	ic_stop(IC_UNLOCKS, at);
	lock->dep_map.holder = 0;
	if (ic_current->locks)
		ic_current->locks--;
}

void ic_assert_held(const spinlock_t *lock, const struct ic_place *at)
{
	if (ic_current && lock->dep_map.holder != number_of(ic_current))
		ic_tell(IC_UNLOCKED, 0, 0);
}

struct lockdep_map rcu_callback_map;

bool ic_is_held(const struct lockdep_map *map)
{
	return !ic_current || map == &rcu_callback_map || map->holder == number_of(ic_current);
}

/* The tree is read; `holds`: the condition under which the kernel may do so. */
void ic_read_under(bool holds)
{
	if (!holds && !(ic_told && ic_facts[ic_told - 1].told == IC_UNLOCKED))
		ic_tell(IC_UNLOCKED, 0, 0);
}

void ic_log(const char *line, const struct ic_place *at)
{
	ic_tell(IC_LOGGED, (unsigned long)line, 0);
}

/* Whether it was not said before. `number`: of the place, in its file. */
bool ic_once(unsigned int number)
{
	unsigned char *said = &ic_world.said[number % IC_ONCE_MAX];

	if (*said)
		return false;
	*said = 1;
	return true;
}

void ic_bug(const char *line, const struct ic_place *at)
{
	ic_log(line, at);
	ic_halt();
	ic_missing("BUG_ON", at);
}

void ic_missing(const char *what, const struct ic_place *at)
{
	ic_current = NULL;
	missing(what, at);
	__builtin_unreachable();
}
