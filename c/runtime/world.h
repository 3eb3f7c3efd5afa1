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
#define IC_ONCE_MAX 64
/* A teardown frees all objects in one step. */
#define IC_FACTS_MAX (IC_OBJECTS_MAX + 64)
#define IC_RANGES_MAX 4096

/* Where a context stands; the suite has the same numbers (impl/c/c-module.ts). */
enum ic_kind { IC_IDLE, IC_LOCKS, IC_UNLOCKS, IC_ASKS, IC_FREES, IC_TREE, IC_DONE, IC_HALTED };

/* What a step tells; the suite has the same numbers. */
enum ic_told {
	IC_MISUSED,  /* a: the misuse, b: who freed the object, or 0 */
	IC_LOGGED,   /* a: the line */
	IC_GOT,      /* an object was allocated */
	IC_GAVE,     /* an object was freed */
	IC_UNLOCKED, /* the domain or its tree is changed without a lock */
	IC_SLEEPS,   /* a: the primitive that may sleep */
};

/* The first two fields are asyncify's: where the next value goes, and where the room for them ends. */
struct ic_context {
	char *saved_to, *saved_end;
	char *stack; /* where its C stack ends; NULL: it stands nowhere */
	const struct ic_place *at;
	unsigned char kind, irqs_off, refused, locks; /* `locks`: how many it holds */
	unsigned long call; /* a letter: see calls.c; 0: none */
	unsigned long a, b, c; /* the arguments of the call */
	unsigned long lo, hi;  /* its result: lo > hi: refused */
};

struct ic_object {
	unsigned int offset, size; /* bytes; the offset is that in the heap */
	unsigned char live, freed_by;
};

struct ic_world {
	struct ic_context context[IC_CONTEXTS];
	void *found[IC_CONTEXTS]; /* what find_iova() gave to the caller, and is not used yet */
	void *domain;
	unsigned char said[IC_ONCE_MAX]; /* what was said once */
	unsigned long touched; /* the tree has changed since it was last surveyed */
	/* From here on, no part of what states are compared by. */
	unsigned long heap_used, objects, kept; /* `kept`: objects that set-up leaves */
	struct ic_object object[IC_OBJECTS_MAX + 1]; /* from 1 on */
	unsigned short owner[IC_HEAP_BYTES / IC_PIECE];
};

struct ic_fact {
	unsigned long told, a, b;
};

extern struct ic_world ic_world;
extern char ic_heap[IC_HEAP_BYTES];
extern char ic_stacks[IC_CONTEXTS][IC_STACK_BYTES];
extern struct ic_context *ic_current; /* NULL: set-up, or a look from outside */
extern struct ic_fact ic_facts[IC_FACTS_MAX];
extern unsigned long ic_told;
extern unsigned long ic_looks; /* accesses of the present step */

void ic_tell(enum ic_told told, unsigned long a, unsigned long b);
void ic_stop(enum ic_kind kind, const struct ic_place *at);
void ic_begin(struct ic_context *context);
void ic_go_on(struct ic_context *context);
void ic_halt(void);
void ic_perform(struct ic_context *context);
unsigned int ic_object_of(const void *pointer);
unsigned long ic_save(char *to);
void ic_restore(const char *from);
u64 ic_hash(void);

void *memset(void *to, int byte, size_t size);
void *memcpy(void *to, const void *from, size_t size);

#define IC_EXPORT(name) __attribute__((export_name(#name)))

#endif
