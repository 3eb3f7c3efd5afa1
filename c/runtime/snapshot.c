/*
 * Saves and restores the state, and names states, MIT.
 *
 * A state is named by its canonical hash: objects are numbered in the order in which they are met
 * from the roots, so that it does not matter where they lie. Of those that nothing leads to, only the
 * number of live ones counts: they have leaked. Pointers are recognised by their values: no page, size or count is as high as the heap.
 */
#include "world.h"

struct ic_world ic_world;

struct piece {
	char *at;
	unsigned long size;
};

#define PIECES_MAX (6 + 2 * IC_CONTEXTS)
/* The pieces before this one are saved; their canonical form is made another way. */
#define FIRST_STACK 6

/* Everything that is saved. The first piece says how long the others are. */
static unsigned int pieces(struct piece *piece)
{
	struct ic_world *w = &ic_world;
	unsigned int n = 0;

	piece[n++] = (struct piece){ (char *)w, offsetof(struct ic_world, object) };
	piece[n++] = (struct piece){ (char *)&w->object[1], w->objects * sizeof(struct ic_object) };
	piece[n++] = (struct piece){ (char *)w->owner, w->heap_used / IC_PIECE * sizeof(w->owner[0]) };
	piece[n++] = (struct piece){ ic_heap, w->heap_used };
	piece[n++] = (struct piece){ ic_data_begin, ic_data_end - ic_data_begin };
	piece[n++] = (struct piece){ ic_bss_begin, ic_bss_end - ic_bss_begin };
	for (unsigned int i = 0; i < IC_CONTEXTS; i++) {
		struct ic_context *context = &w->context[i];
		char *memory = ic_stacks[i];

		if (!context->stack)
			continue;
		piece[n++] = (struct piece){ context->stack, memory + IC_STACK_BYTES - context->stack };
		piece[n++] = (struct piece){ memory, context->saved_to - memory };
	}
	return n;
}

/* Returns the number of bytes. */
unsigned long ic_save(char *to)
{
	struct piece piece[PIECES_MAX];
	unsigned int n = pieces(piece);
	char *end = to;

	for (unsigned int i = 0; i < n; i++) {
		memcpy(end, piece[i].at, piece[i].size);
		end += piece[i].size;
	}
	return end - to;
}

void ic_restore(const char *from)
{
	struct ic_world *w = &ic_world;
	unsigned long used = w->heap_used;
	struct piece piece[PIECES_MAX];
	unsigned int n;

	memcpy(w, from, offsetof(struct ic_world, object));
	from += offsetof(struct ic_world, object);
	n = pieces(piece);
	for (unsigned int i = 1; i < n; i++) {
		memcpy(piece[i].at, from, piece[i].size);
		from += piece[i].size;
	}
	if (used > w->heap_used)
		memset(&w->owner[w->heap_used / IC_PIECE], 0,
		       (used - w->heap_used) / IC_PIECE * sizeof(w->owner[0]));
}

/* By number: in which place an object was met; and by place, less 1: its number. */
static unsigned short met_as[IC_OBJECTS_MAX + 1], met[IC_OBJECTS_MAX + 1];
static unsigned int met_count;

/* Where the words go that are hashed; NULL: nowhere. */
static u64 *canonical;

static inline u64 mix(u64 hash, u64 word)
{
	if (unlikely(canonical))
		*canonical++ = word;
	hash = (hash ^ word) * 0x9e3779b97f4a7c15ull;
	return hash ^ hash >> 29;
}

static inline u64 mix_word(u64 hash, unsigned long word)
{
	unsigned long offset = word - (unsigned long)ic_heap;
	unsigned int number;

	if (likely(offset >= IC_HEAP_BYTES))
		return mix(hash, word);
	number = ic_world.owner[offset / IC_PIECE];
	if (!number)
		return mix(hash, word);
	if (!met_as[number]) {
		met[met_count] = number;
		met_as[number] = ++met_count;
	}
	offset -= ic_world.object[number].offset;
	return mix(hash, 0xa110c00000000000ull + ((u64)met_as[number] << 20) + offset);
}

static u64 mix_words(u64 hash, const void *from, unsigned long size)
{
	const unsigned long *word = from;

	for (unsigned long i = 0; i < size / sizeof(*word); i++)
		hash = mix_word(hash, word[i]);
	return hash;
}

/* Asyncify packs what it saves: a pointer can lie at any multiple of 4. */
static u64 mix_packed(u64 hash, const char *from, unsigned long size)
{
	for (unsigned long at = 0; at + 4 <= size;) {
		unsigned long word = 0;

		memcpy(&word, from + at, at + 8 <= size ? 8 : 4);
		if (word - (unsigned long)ic_heap < IC_HEAP_BYTES) {
			hash = mix_word(hash, word);
			at += 8;
		} else {
			hash = mix(hash, (unsigned int)word);
			at += 4;
		}
	}
	return hash;
}

static u64 hash_of_state(void)
{
	struct ic_world *w = &ic_world;
	struct piece piece[PIECES_MAX];
	unsigned int n = pieces(piece);
	u64 hash = 1, leaked = 0;

	memset(met_as, 0, (w->objects + 1) * sizeof(met_as[0]));
	met_count = 0;
	hash = mix_words(hash, w, offsetof(struct ic_world, heap_used));
	for (unsigned int i = FIRST_STACK - 2; i < FIRST_STACK; i++)
		hash = mix_words(hash, piece[i].at, piece[i].size);
	for (unsigned int i = FIRST_STACK; i < n; i++)
		hash = mix_packed(hash, piece[i].at, piece[i].size);
	for (unsigned int i = 0; i < met_count; i++) {
		const struct ic_object *object = &w->object[met[i]];

		hash = mix(hash, object->size * 2ull + object->live);
		hash = mix(hash, object->freed_by * 256ul + object->linked);
		if (object->live)
			hash = mix_words(hash, ic_heap + object->offset, ALIGN(object->size, IC_PIECE));
	}
	for (unsigned int i = w->kept + 1; i <= w->objects; i++)
		leaked += w->object[i].live && !w->object[i].node && !met_as[i];
	/* Only in a small tree does it matter soon: see surveyTree() in impl/c/. */
	return mix(hash, leaked * 2 + (w->touched && w->tree_size <= IC_SMALL_TREE));
}

u64 ic_hash(u64 **words)
{
	u64 hash;

	canonical = words ? *words : NULL;
	hash = hash_of_state();
	if (words)
		*words = canonical;
	canonical = NULL;
	return hash;
}
