/*
 * The maple tree of the allocator, MIT. Compiled for kernel trees that have one there.
 *
 * Whether a store or an erase gets its nodes is decided in the step that begins with it, for all of
 * its nodes at once.
 */
#define IC_TREE_FILE
#include "world.h"
#include <linux/maple_tree.h>

void maple_tree_init(void);

enum change { STORE, ERASE, MARK };

/* Asks the suite, which tells the request, and a range that is kept since its erase was refused. */
__attribute__((import_module("suite"), import_name("grants")))
int grants(int change, double lo, double hi, int needs, int again);

/* Set while it is tried whether a change needs nodes at all. */
static bool denies;

const bool ic_bounds_in_objects = false;

void ic_tree_begin(void)
{
	denies = false;
	maple_tree_init();
}

void *ic_node_alloc(struct kmem_cache *cache)
{
	return denies ? NULL : ic_take_node(cache);
}

int ic_node_alloc_bulk(struct kmem_cache *cache, size_t count, void **nodes)
{
	size_t n;

	for (n = 0; n < count && !denies; n++)
		nodes[n] = ic_take_node(cache);
	return n;
}

/* The domain's tree is the one that is used first. */
static void uses(struct ma_state *mas, const struct ic_place *at)
{
	if (!ic_world.tree)
		ic_world.tree = mas->tree;
	if (ic_world.tree != mas->tree)
		ic_missing("a second maple tree", at);
	/* Without a lock, others can act before it; a teardown is one step, as in the designs. */
	if (ic_current && !ic_current->locks && ic_current->call != 'p')
		ic_stop(IC_TREE, at);
	ic_note_tree(false);
	/* To lockdep, an RCU read section is enough. To a tree that frees its nodes at once, it is not. */
	if (ic_current && !ic_current->locks && !mt_in_rcu(mas->tree))
		ic_tell_tree_unlocked();
}

void ic_visit(struct ma_state *mas, const struct ic_place *at)
{
	uses(mas, at);
	ic_visits++;
}

/* Whether the tree has anything in the range; for a store: anything else than exactly the range. */
static bool adversary_needs(struct ma_state *mas, const void *entry)
{
	struct ma_state probe = { .tree = mas->tree, .index = mas->index, .last = mas->index };

	mas_set(&probe, mas->index);
	if (!entry)
		return mas_find(&probe, mas->last) != NULL;
	return !mas_walk(&probe) || probe.index != mas->index || probe.last != mas->last;
}

static bool is_granted(struct ma_state *mas, const void *entry, bool needs, bool again)
{
	enum change change = !entry ? ERASE : ic_object_of(entry) ? STORE : MARK;

	return grants(change, ic_number(mas->index), ic_number(mas->last), needs, again);
}

/* How a change asks for its nodes: twice, through mas_nomem(), which may warn; or once, beforehand. */
enum request { ON_DEMAND, BEFOREHAND };

static int ask(enum request request, struct ma_state *mas, void *entry, gfp_t gfp)
{
	/* By name: what is called through a pointer is taken to stop in the middle, which is slow. */
	return request == ON_DEMAND ? mas_store_gfp(mas, entry, gfp) : mas_preallocate(mas, entry, gfp);
}

static int change(enum request request, struct ma_state *mas, void *entry, gfp_t gfp,
		  const struct ic_place *at)
{
	bool again = request == ON_DEMAND;
	struct ma_state was;
	int error;

	uses(mas, at);
	if (!ic_current)
		return ask(request, mas, entry, gfp);
	if (gfpflags_allow_blocking(gfp)) {
		ic_tell(IC_SLEEPS, (unsigned long)at->primitive, 0);
		ic_note_tree(true);
		ic_tree_changes();
		return ask(request, mas, entry, gfp);
	}
	ic_stop(IC_CHANGES, at);
	ic_note_tree(true);
	ic_tree_changes();
	ic_visits++;
	if (!ic_world.tree_decides) {
		bool needs = adversary_needs(mas, entry);

		return is_granted(mas, entry, needs, again) ? ask(request, mas, entry, gfp) : -ENOMEM;
	}
	was = *mas;
	denies = true;
	error = ask(request, mas, entry, gfp);
	denies = false;
	if (error != -ENOMEM || !is_granted(&was, entry, true, again))
		return error;
	*mas = was;
	return ask(request, mas, entry, gfp);
}

int ic_mas_store_gfp(struct ma_state *mas, void *entry, gfp_t gfp, const struct ic_place *at)
{
	return change(ON_DEMAND, mas, entry, gfp, at);
}

int ic_mas_preallocate(struct ma_state *mas, void *entry, gfp_t gfp, const struct ic_place *at)
{
	return change(BEFOREHAND, mas, entry, gfp, at);
}

/* It has its nodes. */
void ic_mas_store_prealloc(struct ma_state *mas, void *entry, const struct ic_place *at)
{
	ic_visit(mas, at);
	ic_note_tree(true);
	ic_tree_changes();
	mas_store_prealloc(mas, entry);
}

/* It asks with GFP_KERNEL. */
void *ic_mas_erase(struct ma_state *mas, const struct ic_place *at)
{
	uses(mas, at);
	ic_tell(IC_SLEEPS, (unsigned long)at->primitive, 0);
	ic_note_tree(true);
	ic_tree_changes();
	return mas_erase(mas);
}

/* Writes the ranges of the tree to `to`, ascending. Returns their number; -1: too many. */
int ic_read_tree(struct ic_range *to)
{
	struct ma_state mas = { .tree = ic_world.tree };
	void *entry;
	int n = 0;

	if (!ic_world.tree)
		return 0;
	mas_set(&mas, 0);
	mas_for_each(&mas, entry, ULONG_MAX) {
		if (n == IC_RANGES_MAX)
			return -1;
		to[n++] = (struct ic_range){
			ic_number(mas.index), ic_number(mas.last), !ic_object_of(entry)
		};
	}
	return n;
}

bool ic_is_in_tree(const void *field)
{
	return ic_world.tree && (const char *)field - (char *)ic_world.tree < (long)sizeof(struct maple_tree) &&
	       (const char *)field >= (char *)ic_world.tree;
}

/* How many levels of nodes the tree has. */
unsigned int ic_tree_depth(unsigned long size)
{
	(void)size;
	return ic_world.tree ? mt_height(ic_world.tree) : 0;
}
