/*
 * The state of a run, and what the files of this folder have in common, MIT.
 *
 * All of it lies in linear memory, so that a snapshot is a copy. Contexts are those of the simulated
 * kernel: it decides which of them takes a step.
 */
#ifndef IC_WORLD_H
#define IC_WORLD_H

#include "../stand-ins/all.h"

#define IC_CONTEXTS 8
#define IC_STACK_BYTES 0x4000ul
/* Objects lie at multiples of this; an owner is noted for each piece of this size. */
#define IC_PIECE 16ul
#define IC_HEAP_BYTES 0x100000ul
#define IC_OBJECTS_MAX 16000
/* Each context has so many names for what it makes. */
#define IC_NAMES 7000
/* A teardown frees all objects in one step. */
#define IC_FACTS_MAX (IC_OBJECTS_MAX + 64)
#define IC_RANGES_MAX 4096
/* A tree with at most so many ranges is read in each step that holds a lock, and surveyed after it. */
#define IC_SMALL_TREE 32
#define IC_STATICS_MAX 0x10000ul

/* Where a context stands; the suite has the same numbers (impl/c/c-module.ts). */
enum ic_kind {
	IC_IDLE, IC_LOCKS, IC_UNLOCKS, IC_ASKS, IC_FREES, IC_TREE, IC_DONE, IC_HALTED,
	IC_CHANGES, /* the tree, and asks for nodes */
	IC_LISTS,   /* uses a lock-free list */
	IC_TOUCHES, /* memory that others may use, without a lock */
	IC_ARMS, IC_ARMS_AGAIN, IC_CANCELS, IC_CANCELS_SYNC, IC_WAITS, IC_LOOKS, /* the work */
};

/* What a step tells; the suite has the same numbers. */
enum ic_told {
	IC_MISUSED,  /* a: the misuse, b: who freed the object, or 0, at: a line, or the address of a place */
	IC_LOGGED,   /* a: the line */
	IC_GOT,      /* an object was allocated */
	IC_GAVE,     /* an object was freed */
	IC_UNLOCKED, /* the domain is used without a lock; a: 1: its tree */
	IC_SLEEPS,   /* a: the primitive that may sleep */
	IC_LISTED,   /* a range was put on a list; a, b: its pages */
};

/* The first two fields are asyncify's: where the next value goes, and where the room for them ends. */
struct ic_context {
	char *saved_to, *saved_end;
	char *stack; /* where its C stack ends; NULL: it stands nowhere */
	const struct ic_place *at;
	/* `answer`: what the suite says to the step, `locks`: how many it holds */
	unsigned char kind, irqs_off, answer, locks, rcu; /* `rcu`: read sections that it is in */
	unsigned long call; /* a letter: see calls.c; 0: none */
	unsigned long a, b, c; /* the arguments of the call */
	unsigned long lo, hi;  /* its result: lo > hi: refused */
	unsigned long delay;   /* jiffies, of the step that arms the work */
	void *fresh;           /* the object that only it knows of: it got it and released no lock since */
};

struct ic_object {
	unsigned int offset, size; /* bytes; the offset is that in the heap */
	unsigned char live, freed_by, node;
	/* Where its list node is, in words from 1 on, from when it is added until a walk is past it. */
	unsigned char linked;
	unsigned short next; /* the node that was freed before it, if this is a free node */
	unsigned short name; /* by who made it and how many it made before: see accesses.c */
};

/* A range of the tree, both ends included. `marked`: its entry is no object. */
struct ic_range {
	double lo, hi, marked;
};

struct ic_world {
	struct ic_context context[IC_CONTEXTS];
	void *found[IC_CONTEXTS]; /* what find_iova() gave to the caller, and is not used yet */
	void *domain;
	void *tree; /* the maple tree of the domain, once it was used */
	struct delayed_work *work;
	unsigned long tree_decides; /* which changes need nodes; else all but exact overwrites do */
	/* From here on, no part of what states are compared by. */
	/* `kept`: objects that set-up leaves, `free_node`: of the tree; 0: there is none */
	unsigned long heap_used, objects, kept, free_node;
	unsigned short made[IC_CONTEXTS + 1]; /* objects, by set-up and by each context */
	/* Ranges of the tree as it was read last, and its changes since it was last surveyed. */
	long tree_size;
	unsigned long touched;
	struct ic_object object[IC_OBJECTS_MAX + 1]; /* from 1 on */
	unsigned short owner[IC_HEAP_BYTES / IC_PIECE];
};

/*
 * Pages are doubles for JavaScript, which has no larger whole numbers than 2^53 - 1. As in the designs,
 * that stands for ~0UL, and those before it for those before ~0UL.
 */
static inline double ic_number(unsigned long page)
{
	return page >> 63 ? 9007199254740992.0 + (double)(long)page : (double)page;
}

struct ic_fact {
	unsigned long told, a, b, at;
};

/* Static variables of the kernel's files lie between these: explore/building/ links in that order. */
extern char ic_data_begin[], ic_data_end[], ic_bss_begin[], ic_bss_end[];

extern struct ic_world ic_world;
extern char ic_heap[IC_HEAP_BYTES];
extern char ic_stacks[IC_CONTEXTS][IC_STACK_BYTES];
extern struct ic_context *ic_current; /* NULL: set-up, or a look from outside */
extern struct ic_fact ic_facts[IC_FACTS_MAX];
extern unsigned long ic_told;
extern unsigned long ic_looks; /* accesses of the present step */
extern unsigned long ic_visits; /* entries of the tree that the present step has visited */

void ic_tell(enum ic_told told, unsigned long a, unsigned long b);
void ic_misuse(const char *what, unsigned int freed_by, unsigned long at);
void ic_stop(enum ic_kind kind, const struct ic_place *at);
void ic_begin(struct ic_context *context);
void ic_go_on(struct ic_context *context);
void ic_halt(void);
void ic_perform(struct ic_context *context);
unsigned int ic_object_of(const void *pointer);
bool ic_is_live(const void *pointer);
void *ic_take_node(struct kmem_cache *cache);
void ic_tree_begin(void);
int ic_read_tree(struct ic_range *to);
int ic_look_at_tree(struct ic_range *to);
unsigned int ic_tree_depth(unsigned long size);
void ic_tree_changes(void);
void ic_tell_tree_unlocked(void);
/* Whether the bounds of a range are those in its object, so that a store to that changes the tree. */
extern const bool ic_bounds_in_objects;
void ic_tell_listed(const void *node);
bool ic_window(struct ic_range *window);
bool ic_is_constant(const void *field);
/* Whether it is a field of the maple tree itself. */
bool ic_is_in_tree(const void *field);
void ic_note(const void *at, bool changes);
void ic_note_tree(bool changes);
void ic_forget_accesses(void);
unsigned short ic_name_object(void);
unsigned long ic_save(char *to);
void ic_restore(const char *from);
/* The canonical hash. If `words` is not NULL, also writes the words that it is one of, and moves it. */
u64 ic_hash(u64 **words);

#define IC_EXPORT(name) __attribute__((export_name(#name)))

#endif
