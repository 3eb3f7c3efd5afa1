/*
 * RCU, as far as the trees use it, MIT.
 *
 * The trees of the allocator are not in RCU mode, so that nodes are freed at once. Where the kernel
 * states a condition for an access, as that a lock is held, it is looked at.
 */
#ifndef IC_RCU_H
#define IC_RCU_H

void ic_read_under(bool holds);
void ic_rcu(int change);
bool ic_is_in_rcu(void);

typedef void (*rcu_callback_t)(struct rcu_head *head);

#define rcu_read_lock() ic_rcu(1)
#define rcu_read_unlock() ic_rcu(-1)
#define rcu_read_lock_held() ic_is_in_rcu()
#define rcu_dereference(p) READ_ONCE(p)
#define rcu_dereference_raw(p) READ_ONCE(p)
#define rcu_dereference_check(p, condition) \
	({ ic_read_under((condition) || ic_is_in_rcu()); READ_ONCE(p); })
#define rcu_dereference_protected(p, condition) ({ ic_read_under(condition); (p); })
#define rcu_access_pointer(p) READ_ONCE(p)
#define rcu_assign_pointer(p, value) WRITE_ONCE(p, value)
#define RCU_INIT_POINTER(p, value) WRITE_ONCE(p, value)
#define call_rcu(head, function) (function)(head)

#endif
