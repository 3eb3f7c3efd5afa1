/* What an exported test of the maple tree uses of the kernel's userspace tests. */
#include <stddef.h>
#include <stdio.h>
#define __maybe_unused __attribute__((unused))
#define noinline __attribute__((noinline, unused))
#define GFP_KERNEL 0u
#define GFP_NOWAIT 1u
#define MT_FLAGS_ALLOC_RANGE 1u
struct maple_tree {
	void *ma_root;
};
void mt_set_non_kernel(unsigned int val);
void mt_init_flags(struct maple_tree *mt, unsigned int flags);
int mtree_store_range(struct maple_tree *mt, unsigned long first, unsigned long last, void *entry,
		      unsigned int gfp);
void mtree_destroy(struct maple_tree *mt);
static inline void *xa_mk_value(unsigned long v)
{
	return (void *)((v << 1) | 1);
}
#define MT_BUG_ON(tree, x) ((void)((x) && printf("%p", (void *)(tree))))
