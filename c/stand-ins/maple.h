/*
 * Stands before <linux/maple_tree.h> of the kernel, MIT.
 *
 * The allocator's use of the tree is seen here: where it asks for nodes is a step that a run can
 * refuse, and what it visits is counted. The tree's own file sees none of this.
 */
#include "include/kernel/maple_tree.h"

#if !defined(IC_MAPLE_H) && !defined(IC_TREE_FILE)
#define IC_MAPLE_H

void ic_visit(struct ma_state *mas, const struct ic_place *at);
int ic_mas_store_gfp(struct ma_state *mas, void *entry, gfp_t gfp, const struct ic_place *at);
int ic_mas_preallocate(struct ma_state *mas, void *entry, gfp_t gfp, const struct ic_place *at);
void ic_mas_store_prealloc(struct ma_state *mas, void *entry, const struct ic_place *at);
void *ic_mas_erase(struct ma_state *mas, const struct ic_place *at);

#define mas_store_gfp(mas, entry, gfp) ic_mas_store_gfp(mas, entry, gfp, IC_PLACE("mas_store_gfp"))
#define mas_preallocate(mas, entry, gfp) \
	ic_mas_preallocate(mas, entry, gfp, IC_PLACE("mas_preallocate"))
#define mas_erase(mas) ic_mas_erase(mas, IC_PLACE("mas_erase"))

#define IC_VISIT(name, mas) ic_visit(mas, IC_PLACE(name))
#define mas_store_prealloc(mas, entry) \
	ic_mas_store_prealloc(mas, entry, IC_PLACE("mas_store_prealloc"))
#define mas_walk(mas) (IC_VISIT("mas_walk", mas), mas_walk(mas))
#define mas_find(mas, max) (IC_VISIT("mas_find", mas), mas_find(mas, max))
#define mas_find_rev(mas, min) (IC_VISIT("mas_find_rev", mas), mas_find_rev(mas, min))
#define mas_next(mas, max) (IC_VISIT("mas_next", mas), mas_next(mas, max))
#define mas_prev(mas, min) (IC_VISIT("mas_prev", mas), mas_prev(mas, min))
#define mas_empty_area(mas, min, max, size) \
	(IC_VISIT("mas_empty_area", mas), mas_empty_area(mas, min, max, size))
#define mas_empty_area_rev(mas, min, max, size) \
	(IC_VISIT("mas_empty_area_rev", mas), mas_empty_area_rev(mas, min, max, size))

/* These take the lock of the tree itself, or cannot fail: no revision of the allocator uses them. */
#define mas_store(mas, entry) ({ IC_MISSING("mas_store"); (void *)NULL; })
#define mtree_load(...) ({ IC_MISSING("mtree_load"); (void *)NULL; })
#define mtree_insert(...) ({ IC_MISSING("mtree_insert"); 0; })
#define mtree_insert_range(...) ({ IC_MISSING("mtree_insert_range"); 0; })
#define mtree_store(...) ({ IC_MISSING("mtree_store"); 0; })
#define mtree_store_range(...) ({ IC_MISSING("mtree_store_range"); 0; })
#define mtree_erase(...) ({ IC_MISSING("mtree_erase"); (void *)NULL; })
#define mt_find(...) ({ IC_MISSING("mt_find"); (void *)NULL; })

#endif
