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
	ic_current->fresh = NULL;
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

void ic_rcu(int change)
{
	ic_note_tree(false);
	if (ic_current)
		ic_current->rcu += change;
}

bool ic_is_in_rcu(void)
{
	return ic_current && ic_current->rcu;
}

/* The suite judges it: in a teardown that is alone, no lock is needed. Once in a row is enough. */
void ic_tell_tree_unlocked(void)
{
	if (!ic_told || ic_facts[ic_told - 1].told != IC_UNLOCKED)
		ic_tell(IC_UNLOCKED, 1, 0);
}

/* The tree is read; `holds`: the condition under which the kernel may do so. */
void ic_read_under(bool holds)
{
	ic_note_tree(false);
	if (!holds)
		ic_tell_tree_unlocked();
}

/* The lines of the present step. */
static char lines[8][256];
static unsigned int lines_used;

/* Leaves out the value of a conversion other than %s. Returns the end of the conversion. */
static const char *skip(const char *at, __builtin_va_list *values)
{
	bool is_long = false;

	while (*at == '-' || *at == '#' || *at == '.' || *at == '*' || (*at >= '0' && *at <= '9'))
		at++;
	for (; *at == 'l' || *at == 'z' || *at == 'h'; at++)
		is_long = is_long || *at != 'h';
	if (is_long || *at == 'p')
		(void)__builtin_va_arg(*values, unsigned long);
	else if (*at != '%')
		(void)__builtin_va_arg(*values, unsigned int);
	return *at ? at + 1 : at;
}

/* The line ends before a line feed. */
void ic_log(const struct ic_place *at, const char *format, ...)
{
	char *line = lines[lines_used++ % ARRAY_SIZE(lines)], *to = line;
	char *end = line + sizeof(lines[0]) - 1;
	__builtin_va_list values;

	__builtin_va_start(values, format);
	while (*format && *format != '\n' && to < end) {
		const char *from = format;

		if (format[0] == '%' && format[1] == 's') {
			from = __builtin_va_arg(values, const char *);
			while (*from && to < end)
				*to++ = *from++;
			format += 2;
			continue;
		}
		format = format[0] == '%' ? skip(format + 1, &values) : format + 1;
		while (from < format && to < end)
			*to++ = *from++;
	}
	__builtin_va_end(values);
	*to = '\0';
	ic_tell(IC_LOGGED, (unsigned long)line, (unsigned long)at);
}

void ic_bug(const char *line, const struct ic_place *at)
{
	ic_log(at, "%s", line);
	ic_halt();
	ic_missing("BUG_ON", at);
}

void ic_missing(const char *what, const struct ic_place *at)
{
	ic_current = NULL;
	missing(what, at);
	__builtin_unreachable();
}
