/*
 * Makes the calls, and reads the red-black tree, MIT.
 *
 * Compiled against the user's own <linux/iova.h>.
 */
#include "world.h"
#include <linux/iova.h>

static struct iova_domain *domain(void)
{
	return ic_world.domain;
}

static void answer(struct ic_context *context, struct iova *iova)
{
	context->lo = iova ? iova->pfn_lo : 1;
	context->hi = iova ? iova->pfn_hi : 0;
}

/* Makes the call of the context. `found`: for a later __free_iova() of the same caller. */
void ic_perform(struct ic_context *context)
{
	void **found = &ic_world.found[context - ic_world.context];
	struct iova *iova;

	context->lo = 1;
	context->hi = 0;
	switch (context->call) {
	case 'a':
		answer(context, alloc_iova(domain(), context->a, context->b, context->c));
		break;
	case 'r':
		answer(context, reserve_iova(domain(), context->a, context->b));
		break;
	case 'f':
		free_iova(domain(), context->a);
		break;
	case 'g':
		*found = find_iova(domain(), context->a);
		context->lo = *found != NULL;
		break;
	case 'o':
		iova = *found;
		*found = NULL;
		__free_iova(domain(), iova);
		break;
	case 'p':
		put_iova_domain(domain());
		break;
	}
}

/* A fresh domain, in a world in which nothing has happened. */
void ic_set_up(unsigned long granule, unsigned long start_pfn)
{
	struct ic_world *w = &ic_world;

	memset(w->owner, 0, w->heap_used / IC_PIECE * sizeof(w->owner[0]));
	memset(w, 0, offsetof(struct ic_world, object));
	iova_cache_get();
	w->domain = kzalloc(sizeof(struct iova_domain), GFP_KERNEL);
	init_iova_domain(w->domain, granule, start_pfn);
	w->kept = w->objects;
}

#define IC_CHANGE(function) \
	static const struct ic_place function##_changes __attribute__((section("ic_places"), used)) = \
		{ #function, "the tree changes", "rbtree.c", 0 }
IC_CHANGE(rb_insert_color);
IC_CHANGE(rb_erase);

/* A change of the tree without a lock is a step, so that others can act before it. */
static void changes(const struct ic_place *at)
{
	if (!ic_current)
		return;
	if (!ic_current->locks) {
		ic_stop(IC_TREE, at);
		ic_tell(IC_UNLOCKED, 0, 0);
	}
}

/* The linker puts these in the place of the tree's functions, in the kernel's files. */
void __real_rb_insert_color(struct rb_node *node, struct rb_root *root);
void __wrap_rb_insert_color(struct rb_node *node, struct rb_root *root)
{
	changes(&rb_insert_color_changes);
	__real_rb_insert_color(node, root);
}

void __real_rb_erase(struct rb_node *node, struct rb_root *root);
void __wrap_rb_erase(struct rb_node *node, struct rb_root *root)
{
	changes(&rb_erase_changes);
	__real_rb_erase(node, root);
}

static bool is_live(const struct iova *iova)
{
	unsigned int number = ic_object_of(iova);

	return number && ic_world.object[number].live;
}

/*
 * Writes the first and the last page of each range of the tree to `to`, ascending. Returns their
 * number; -1: the tree leads to an object that was freed, or has more ranges than there is room for.
 */
int ic_read_tree(double *to)
{
	int n = 0;

	for (struct rb_node *node = rb_first(&domain()->rbroot); node; node = rb_next(node)) {
		struct iova *iova = rb_entry(node, struct iova, node);

		if (iova == &domain()->anchor)
			continue;
		if (!is_live(iova) || n == IC_RANGES_MAX)
			return -1;
		to[2 * n] = iova->pfn_lo;
		to[2 * n + 1] = iova->pfn_hi;
		n++;
	}
	return n;
}

/* A bound of the object that find_iova() gave to the caller; -1: it was freed since. */
double ic_bound_found(unsigned int context, bool high)
{
	struct iova *iova = ic_world.found[context];

	if (!is_live(iova))
		return -1;
	return high ? iova->pfn_hi : iova->pfn_lo;
}
