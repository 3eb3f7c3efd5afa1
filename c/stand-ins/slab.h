/*
 * Memory of the slab, MIT.
 *
 * A request that may not sleep is a step that a run can refuse. Freed memory is poisoned and is not
 * handed out again in the same run, so that every later use of it is noticed. Alignment to cache
 * lines is left out.
 */
#ifndef IC_SLAB_H
#define IC_SLAB_H

#define __GFP_DIRECT_RECLAIM 1u
#define __GFP_ZERO 2u
#define __GFP_HIGH 4u
#define __GFP_NOWARN 8u
#define GFP_ATOMIC __GFP_HIGH
#define GFP_NOWAIT 0u
#define GFP_KERNEL __GFP_DIRECT_RECLAIM
#define gfpflags_allow_blocking(flags) (((flags) & __GFP_DIRECT_RECLAIM) != 0)
#define SLAB_HWCACHE_ALIGN 0u
#define SLAB_PANIC 0u
#define SMP_CACHE_BYTES 64

/* `size`: bytes of an object, `align`: a power of two. */
struct kmem_cache {
	unsigned long size, align;
};

struct kmem_cache *ic_cache(const char *name, unsigned long size, unsigned long align);
void *ic_alloc(unsigned long size, gfp_t flags, const struct ic_place *at);
void ic_free(const void *object, const struct ic_place *at);

#define kmem_cache_create(name, size, align, flags, ctor) ic_cache(name, size, align)
#define KMEM_CACHE(type, flags) ic_cache(#type, sizeof(struct type), __alignof__(struct type))
#define kmem_cache_destroy(cache) ((void)(cache))

#ifdef IC_TREE_FILE
/* Nodes of a tree. The step in which the tree asks for them was refused or granted as a whole. */
void *ic_node_alloc(struct kmem_cache *cache);
int ic_node_alloc_bulk(struct kmem_cache *cache, size_t count, void **nodes);
void ic_node_free(void *node);

#define kmem_cache_alloc(cache, flags) ((void)(flags), ic_node_alloc(cache))
#define kmem_cache_alloc_bulk(cache, flags, count, nodes) \
	((void)(flags), ic_node_alloc_bulk(cache, count, nodes))
#define kmem_cache_free(cache, node) ((void)(cache), ic_node_free(node))
#define kmem_cache_free_bulk(cache, count, nodes) do { \
	for (size_t _n = 0; _n < (count); _n++) \
		ic_node_free((nodes)[_n]); \
	} while (0)
#else
#define kmem_cache_alloc(cache, flags) \
	ic_alloc((cache)->size, flags, IC_PLACE("kmem_cache_alloc"))
#define kmem_cache_zalloc(cache, flags) \
	ic_alloc((cache)->size, (flags) | __GFP_ZERO, IC_PLACE("kmem_cache_zalloc"))
#define kmem_cache_free(cache, object) ((void)(cache), ic_free(object, IC_PLACE("kmem_cache_free")))
#endif
#define kmalloc(size, flags) ic_alloc(size, flags, IC_PLACE("kmalloc"))
#define kzalloc(size, flags) ic_alloc(size, (flags) | __GFP_ZERO, IC_PLACE("kzalloc"))
#define kcalloc(n, size, flags) ic_alloc((n) * (size), (flags) | __GFP_ZERO, IC_PLACE("kcalloc"))
#define kfree(object) ic_free(object, IC_PLACE("kfree"))
#define kmemleak_transient_leak(object) do { } while (0)

#endif
