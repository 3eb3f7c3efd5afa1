/*
 * Lock-free lists, MIT. A range object that is put on one is deferred: the tree still has its range.
 */
#include "world.h"

/* Memory that was freed is not looked at for the runtime's own accesses: so this does it. */
static void looks_at(const void *memory, const struct ic_place *at)
{
	unsigned int number = ic_object_of(memory);

	if (!number || ic_world.object[number].live)
		return;
	ic_misuse("use-after-free", ic_world.object[number].freed_by, (unsigned long)at);
	ic_halt();
}

/* A node that is on the list already makes it a circle. */
static void note_added(const struct llist_node *node, const struct ic_place *at)
{
	unsigned int number = ic_object_of(node);
	struct ic_object *object = &ic_world.object[number];

	if (!number)
		return;
	if (object->linked)
		ic_misuse("list-double-add", 0, (unsigned long)at);
	object->linked = ((const char *)node - ic_heap - object->offset) / sizeof(long) + 1;
}

bool ic_llist_add(struct llist_node *node, struct llist_head *head, const struct ic_place *at)
{
	bool was_empty;

	ic_stop(IC_LISTS, at);
	ic_note(node, true);
	ic_note(head, true);
	looks_at(node, at);
	note_added(node, at);
	was_empty = !head->first;
	node->next = head->first;
	head->first = node;
	if (ic_current)
		ic_tell_listed(node);
	return was_empty;
}

struct llist_node *ic_llist_del_all(struct llist_head *head, const struct ic_place *at)
{
	struct llist_node *first;

	ic_stop(IC_LISTS, at);
	ic_note(head, true);
	first = head->first;
	head->first = NULL;
	return first;
}

bool ic_llist_empty(const struct llist_head *head, const struct ic_place *at)
{
	ic_stop(IC_LISTS, at);
	ic_note(head, false);
	return !head->first;
}
