/*
 * Spinlocks and mutexes, MIT.
 *
 * To take a lock and to release it are two steps. Who waits and who holds it, interrupts and the
 * rules of lockdep are the simulated kernel's. A mutex is used while nothing else runs: it is free.
 */
#ifndef IC_LOCK_H
#define IC_LOCK_H

/* `holder`: 0, or the number of the context that holds it plus 1. `name`: as it was initialised. */
struct lockdep_map {
	unsigned long holder;
	const char *name;
};

typedef struct spinlock {
	struct lockdep_map dep_map;
} spinlock_t;

struct mutex {
	bool locked;
};

#define DEFINE_MUTEX(mutex_name) struct mutex mutex_name
#define mutex_lock(m) ((void)((m)->locked = true))
#define mutex_unlock(m) ((void)((m)->locked = false))

void ic_lock_init(spinlock_t *lock, const char *name);
void ic_lock(spinlock_t *lock, bool irqs_off, const struct ic_place *at);
void ic_unlock(spinlock_t *lock, const struct ic_place *at);
void ic_assert_held(const spinlock_t *lock, const struct ic_place *at);

#define spin_lock_init(lock) ic_lock_init(lock, #lock)
#define spin_lock(lock) ic_lock(lock, false, IC_PLACE("spin_lock"))
#define spin_lock_nested(lock, class) spin_lock(lock)
#define spin_unlock(lock) ic_unlock(lock, IC_PLACE("spin_unlock"))
#define spin_lock_irq(lock) ic_lock(lock, true, IC_PLACE("spin_lock_irq"))
#define spin_unlock_irq(lock) ic_unlock(lock, IC_PLACE("spin_unlock_irq"))
#define spin_lock_irqsave(lock, flags) do { \
	ic_lock(lock, true, IC_PLACE("spin_lock_irqsave")); \
	(flags) = 0; \
	} while (0)
#define spin_unlock_irqrestore(lock, flags) do { \
	(void)(flags); \
	ic_unlock(lock, IC_PLACE("spin_unlock_irqrestore")); \
	} while (0)
bool ic_is_held(const struct lockdep_map *map);
/* Of callbacks of RCU, which run at once: held for ever. */
extern struct lockdep_map rcu_callback_map;

#define lock_is_held(map) ic_is_held(map)
#define lock_is_held_type(map, type) ic_is_held(map)
#define lockdep_is_held(lock) ic_is_held(&(lock)->dep_map)
#define __SPIN_LOCK_UNLOCKED(lock_name) { { 0, #lock_name } }
#define assert_spin_locked(lock) ic_assert_held(lock, IC_PLACE("assert_spin_locked"))
#define lockdep_assert_held(lock) ic_assert_held(lock, IC_PLACE("lockdep_assert_held"))

#endif
