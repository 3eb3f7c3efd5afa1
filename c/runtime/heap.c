/*
 * The heap, and a look at every access of the kernel's code, MIT.
 *
 * Each piece of the heap has an owner: the object that lies there. The compiler calls the functions
 * at the end before every load and store of the kernel's files, and only of these.
 */
#include "world.h"

char ic_heap[IC_HEAP_BYTES] __attribute__((aligned(256)));
/* No byte below this is memory: the linker puts everything above (explore/building/). */
#define LOWEST 0x1000000ul

/* No step of an allocator takes so many looks at memory and branches: it is in an endless loop. */
#define LOOKS_MAX 10000000ul
unsigned long ic_looks;

/* The caches live as long as the module: they are the same in all runs. */
struct kmem_cache *ic_cache(const char *name, unsigned long size, unsigned long align)
{
	static struct kmem_cache caches[16];
	static unsigned int used;

	for (unsigned int n = 0; n < used; n++)
		if (caches[n].size == size && caches[n].align == align)
			return &caches[n];
	if (used == ARRAY_SIZE(caches))
		IC_MISSING("a 17th slab cache");
	caches[used] = (struct kmem_cache){ size, align };
	return &caches[used++];
}

/* The number of the object at this address; 0: none. */
unsigned int ic_object_of(const void *pointer)
{
	unsigned long offset = (const char *)pointer - ic_heap;

	return offset < IC_HEAP_BYTES ? ic_world.owner[offset / IC_PIECE] : 0;
}

bool ic_is_live(const void *pointer)
{
	unsigned int number = ic_object_of(pointer);

	return number && ic_world.object[number].live;
}

static void *take(unsigned long size, unsigned long align)
{
	struct ic_world *w = &ic_world;
	unsigned long from = ALIGN(w->heap_used, align), to = from + ALIGN(size, IC_PIECE);

	if (to > IC_HEAP_BYTES || w->objects == IC_OBJECTS_MAX)
		IC_MISSING("more memory than a run has here");
	w->object[++w->objects] = (struct ic_object){
		.offset = from, .size = size, .live = 1, .name = ic_name_object()
	};
	for (unsigned long piece = from / IC_PIECE; piece < to / IC_PIECE; piece++)
		w->owner[piece] = w->objects;
	w->heap_used = to;
	memset(ic_heap + from, 0, to - from);
	return ic_heap + from;
}

void *ic_alloc(unsigned long size, gfp_t flags, const struct ic_place *at)
{
	void *object;

	if (flags & __GFP_DIRECT_RECLAIM) {
		ic_tell(IC_SLEEPS, (unsigned long)at->primitive, 0);
	} else {
		ic_stop(IC_ASKS, at);
		if (ic_current && ic_current->answer)
			return NULL;
	}
	ic_tell(IC_GOT, 0, 0);
	object = take(size, IC_PIECE);
	ic_note(object, true);
	if (ic_current)
		ic_current->fresh = object;
	return object;
}

/* Unlike objects, nodes that were freed are taken again: nobody but the tree uses them. */
void *ic_take_node(struct kmem_cache *cache)
{
	struct ic_world *w = &ic_world;
	struct ic_object *node = &w->object[w->free_node];

	if (!w->free_node) {
		void *fresh = take(cache->size, cache->align);

		w->object[w->objects].node = 1;
		return fresh;
	}
	w->free_node = node->next;
	node->live = 1;
	node->next = 0;
	return memset(ic_heap + node->offset, 0, node->size);
}

void ic_node_free(void *pointer)
{
	struct ic_world *w = &ic_world;
	unsigned int number = ic_object_of(pointer);
	struct ic_object *node = &w->object[number];

	if (!number || !node->live)
		IC_MISSING("a node that the tree frees twice");
	node->live = 0;
	node->next = w->free_node;
	w->free_node = number;
}

/*
 * To free without a lock is a step, except in a teardown, which may free thousands of objects: as in
 * the designs, all of that is one step.
 */
void ic_free(const void *pointer, const struct ic_place *at)
{
	unsigned int number;
	struct ic_object *object;

	if (!pointer)
		return;
	if (ic_current && !ic_current->locks && ic_current->call != 'p')
		ic_stop(IC_FREES, at);
	ic_note(pointer, true);
	number = ic_object_of(pointer);
	object = &ic_world.object[number];
	if (!number || ic_heap + object->offset != pointer) {
		ic_misuse("invalid-free", 0, (unsigned long)at);
		return;
	}
	if (!object->live) {
		ic_misuse("double-free", object->freed_by, (unsigned long)at);
		ic_halt();
		return;
	}
	object->live = 0;
	object->freed_by = ic_current ? ic_current->call : 0;
	memset((void *)pointer, 0x6b, object->size);
	ic_tell(IC_GAVE, 0, 0);
}

/*
 * Whether others may use that memory at the same time: without a lock, except in a teardown, where
 * there are none.
 */
static bool is_shared(const char *at)
{
	unsigned int number = ic_object_of(at);

	if (!number || !ic_world.object[number].live || number == ic_object_of(ic_current->fresh))
		return false;
	return !ic_current->locks && ic_current->call != 'p' && !ic_is_constant(at);
}

static unsigned int last_looked_at;

/* `line`: a number that the build gives (explore/building/lines-of-accesses.ts); 0: not known. */
static void look(const char *at, unsigned long size, bool changes, unsigned int line)
{
	unsigned long offset = at - ic_heap;
	unsigned int number;
	struct ic_object *object;

	if (++ic_looks > LOOKS_MAX)
		__builtin_trap();
	if (!ic_current)
		return;
	if (is_shared(at))
		ic_stop(IC_TOUCHES, ic_current->at);
	ic_note(at, changes);
	if (offset >= IC_HEAP_BYTES) {
		if ((unsigned long)at >= LOWEST && (unsigned long)at < __builtin_wasm_memory_size(0) << 16)
			return;
		ic_misuse("wild-memory-access", 0, line);
		ic_halt();
		return;
	}
	number = ic_world.owner[offset / IC_PIECE];
	object = &ic_world.object[number];
	/* Of a tree of range objects, to look at another one is a visit. */
	if (ic_bounds_in_objects && number != last_looked_at && ic_heap + object->offset != ic_world.domain)
		ic_visits++;
	last_looked_at = number;
	if (object->linked && !changes && offset == object->offset + (object->linked - 1) * sizeof(long)) {
		object->linked = 0;
		ic_note(at, true);
	}
	if (!number || offset + size > object->offset + object->size) {
		ic_misuse("wild-memory-access", 0, line);
		ic_halt();
	} else if (!object->live) {
		ic_misuse("use-after-free", object->freed_by, line);
		ic_halt();
	} else if (changes && ic_is_constant(at)) {
		ic_missing("a store to a field that init_iova_domain() alone writes", ic_current->at);
	} else if (changes && ic_bounds_in_objects && ic_current->locks &&
		   ic_heap + object->offset != ic_world.domain) {
		ic_tree_changes();
	} else if (ic_current->locks) {
		return;
	} else if (changes && ic_heap + object->offset == ic_world.domain) {
		ic_tell(IC_UNLOCKED, 0, 0);
	} else if (ic_current->call == 'p' && ic_bounds_in_objects && ic_heap + object->offset != ic_world.domain) {
		/* Only in a teardown is no access of a shared object a step: see is_shared(). */
		ic_tell_tree_unlocked();
	}
}

#define LOOKS(size) \
	void __sanitizer_cov_load##size(void *at, unsigned int line) { look(at, size, false, line); } \
	void __sanitizer_cov_store##size(void *at, unsigned int line) { look(at, size, true, line); }
LOOKS(1)
LOOKS(2)
LOOKS(4)
LOOKS(8)
LOOKS(16)

__asm__(".globaltype __stack_pointer, i64\n");

/* The compiler calls this where a function begins, and in each block. */
void __sanitizer_cov_trace_pc(void)
{
	char *stack;

	if (++ic_looks > LOOKS_MAX)
		__builtin_trap();
	__asm__ volatile("global.get __stack_pointer\n\tlocal.set %0" : "=r"(stack));
	/* Below this lies what asyncify has written, and then the stack of another context. */
	if (ic_current && stack < ic_current->saved_end)
		ic_missing("more stack than a call has here", NULL);
}
