/*
 * Lock-free lists, MIT.
 *
 * To add to a list, to take all of it and to look whether it is empty are steps, each at once. To walk
 * a list that was taken reads the objects on it.
 */
#ifndef IC_LLIST_H
#define IC_LLIST_H

struct llist_node {
	struct llist_node *next;
};

struct llist_head {
	struct llist_node *first;
};

bool ic_llist_add(struct llist_node *node, struct llist_head *head, const struct ic_place *at);
struct llist_node *ic_llist_del_all(struct llist_head *head, const struct ic_place *at);
bool ic_llist_empty(const struct llist_head *head, const struct ic_place *at);

#define LLIST_HEAD_INIT(name) { NULL }
#define LLIST_HEAD(name) struct llist_head name = LLIST_HEAD_INIT(name)
#define init_llist_head(head) ((void)((head)->first = NULL))
#define llist_add(node, head) ic_llist_add(node, head, IC_PLACE("llist_add"))
#define llist_del_all(head) ic_llist_del_all(head, IC_PLACE("llist_del_all"))
#define llist_empty(head) ic_llist_empty(head, IC_PLACE("llist_empty"))
#define llist_add_batch(...) ({ IC_MISSING("llist_add_batch"); false; })
#define llist_del_first(head) ({ (void)(head); IC_MISSING("llist_del_first"); (struct llist_node *)NULL; })
#define llist_reverse_order(head) ({ (void)(head); IC_MISSING("llist_reverse_order"); (struct llist_node *)NULL; })

/* The address of a member of NULL is no NULL: compared as numbers, so that no compiler leaves it out. */
#define IC_LLIST_ENDS(entry, member) \
	((unsigned long)(entry) + offsetof(typeof(*(entry)), member) == 0)
#define llist_entry(node, type, member) container_of(node, type, member)
#define llist_next(node) ((node)->next)
#define llist_for_each(node, first) for ((node) = (first); (node); (node) = (node)->next)
#define llist_for_each_safe(node, after, first) \
	for ((node) = (first); (node) && ((after) = (node)->next, true); (node) = (after))
#define llist_for_each_entry(entry, first, member) \
	for ((entry) = llist_entry(first, typeof(*(entry)), member); \
	     !IC_LLIST_ENDS(entry, member); \
	     (entry) = llist_entry((entry)->member.next, typeof(*(entry)), member))
#define llist_for_each_entry_safe(entry, after, first, member) \
	for ((entry) = llist_entry(first, typeof(*(entry)), member); \
	     !IC_LLIST_ENDS(entry, member) && \
	     ((after) = llist_entry((entry)->member.next, typeof(*(entry)), member), true); \
	     (entry) = (after))

#endif
