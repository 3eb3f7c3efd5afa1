/*
 * The red-black tree of the allocator, MIT. Compiled for kernel trees that have one there.
 */
#include "world.h"
#include <linux/iova.h>

static struct iova_domain *domain(void)
{
	return ic_world.domain;
}

const bool ic_bounds_in_objects = true;

void ic_tree_begin(void)
{
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
		ic_tell_tree_unlocked();
	}
	ic_tree_changes();
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

/* No tree that is balanced is as high as this. */
#define HEIGHT_MAX 64

/*
 * Writes the ranges of the tree to `to`, ascending. Returns their number; -1: the tree leads to an
 * object that was freed, or to no end, or has more ranges than there is room for. The kernel's own
 * walk would follow what a freed object holds.
 */
int ic_read_tree(struct ic_range *to)
{
	struct rb_node *above[HEIGHT_MAX], *node = domain()->rbroot.rb_node;
	int height = 0, n = 0;

	while (node || height) {
		struct iova *iova;

		for (; node; node = node->rb_left) {
			if (!ic_is_live(node) || height == HEIGHT_MAX)
				return -1;
			above[height++] = node;
		}
		node = above[--height];
		iova = rb_entry(node, struct iova, node);
		if (iova != &domain()->anchor) {
			if (n == IC_RANGES_MAX)
				return -1;
			to[n++] = (struct ic_range){
				ic_number(iova->pfn_lo), ic_number(iova->pfn_hi), false
			};
		}
		node = node->rb_right;
	}
	return n;
}

/* Its accesses are noted as those of its nodes. */
bool ic_is_in_tree(const void *field)
{
	(void)field;
	return false;
}

/* Of a tree whose nodes are the range objects, it is taken to be balanced. */
unsigned int ic_tree_depth(unsigned long size)
{
	return fls_long(size);
}
