/* RCU, as far as the tree uses it: pointers that are read and written once, MIT. */
#ifndef IC_RCU_H
#define IC_RCU_H

#define rcu_dereference_raw(p) READ_ONCE(p)
#define rcu_assign_pointer(p, value) WRITE_ONCE(p, value)
#define rcu_access_pointer(p) READ_ONCE(p)

#endif
