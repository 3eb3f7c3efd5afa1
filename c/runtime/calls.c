/*
 * Makes the calls, MIT.
 *
 * Compiled against the user's own <linux/iova.h>.
 */
#include "world.h"
#include <linux/iova.h>

static struct iova_domain *domain(void)
{
	return ic_world.domain;
}

/* Of an object that is freed by now: what the tree has where the reservation was asked for. */
static void answer_from_tree(struct ic_context *context)
{
	static struct ic_range ranges[IC_RANGES_MAX];
	int count = ic_look_at_tree(ranges);

	ic_note_tree(false);

	context->lo = context->a;
	context->hi = context->b;
	for (int n = 0; n < count; n++) {
		if (ranges[n].lo > ic_number(context->a) || ranges[n].hi < ic_number(context->b))
			continue;
		context->lo = ranges[n].lo;
		context->hi = ranges[n].hi;
	}
}

static void answer(struct ic_context *context, struct iova *iova)
{
	if (iova)
		ic_note(iova, false);
	if (iova && !ic_is_live(iova)) {
		answer_from_tree(context);
		return;
	}
	context->lo = iova ? iova->pfn_lo : 1;
	context->hi = iova ? iova->pfn_hi : 0;
}

static void run_work(void)
{
	ic_world.work->work.func(&ic_world.work->work);
}

#define IC_BEGIN(letter, function) [letter - 'a'] = { function, "call", "iova.c", 0 }
/* Where calls begin, by letter. */
static const struct ic_place begins[26] __attribute__((section("ic_places"), used)) = {
	IC_BEGIN('a', "alloc_iova"),
	IC_BEGIN('f', "free_iova"),
	IC_BEGIN('g', "find_iova"),
	IC_BEGIN('o', "__free_iova"),
	IC_BEGIN('p', "put_iova_domain"),
	IC_BEGIN('r', "reserve_iova"),
	IC_BEGIN('w', "the work"),
};

/* Makes the call of the context. `found`: for a later __free_iova() of the same caller. */
void ic_perform(struct ic_context *context)
{
	void **found = &ic_world.found[context - ic_world.context];
	struct iova *iova;

	context->lo = 1;
	context->hi = 0;
	context->at = &begins[context->call - 'a'];
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
	case 'w':
		run_work();
		break;
	}
}

/* Gives the static variables of the kernel's files the values with which they began. */
static void begin_statics(void)
{
	static char initial[IC_STATICS_MAX];
	static bool known;
	unsigned long size = ic_data_end - ic_data_begin, zeroes = ic_bss_end - ic_bss_begin;

	if (size > IC_STATICS_MAX || zeroes > IC_STATICS_MAX)
		IC_MISSING("so many static variables");
	if (!known)
		memcpy(initial, ic_data_begin, size);
	known = true;
	memcpy(ic_data_begin, initial, size);
	memset(ic_bss_begin, 0, zeroes);
}

/* A fresh domain, in a world in which nothing has happened. */
void ic_set_up(unsigned long granule, unsigned long start_pfn)
{
	struct ic_world *w = &ic_world;

	memset(w->owner, 0, w->heap_used / IC_PIECE * sizeof(w->owner[0]));
	memset(w, 0, offsetof(struct ic_world, object));
	begin_statics();
	ic_tree_begin();
	iova_cache_get();
	w->domain = kzalloc(sizeof(struct iova_domain), GFP_KERNEL);
	init_iova_domain(w->domain, granule, start_pfn);
	/* So that the maple tree is known before the first call. */
	find_iova(w->domain, start_pfn);
	w->kept = w->objects;
}

/* A bound of the object that find_iova() gave to the caller; -1: it was freed since. */
double ic_bound_found(unsigned int context, bool high)
{
	struct iova *iova = ic_world.found[context];

	if (!ic_is_live(iova))
		return -1;
	return ic_number(high ? iova->pfn_hi : iova->pfn_lo);
}

/* The object in which that node lies is a range object: it is deferred. */
void ic_tell_listed(const void *node)
{
	unsigned int number = ic_object_of(node);
	const struct iova *iova = (const void *)(ic_heap + ic_world.object[number].offset);

	if (number && ic_world.object[number].size == sizeof(*iova))
		ic_tell(IC_LISTED, iova->pfn_lo, iova->pfn_hi);
}

/* Whether it is a field of the domain that only init_iova_domain() writes. */
bool ic_is_constant(const void *field)
{
	const struct iova_domain *d = domain();

	if (field == &d->granule || field == &d->start_pfn)
		return true;
#ifdef IC_HAS_dma_32bit_pfn
	if (field == &d->dma_32bit_pfn)
		return true;
#endif
	return false;
}

/*
 * The bounds within which the domain looks for deferred ranges, if it has a field of the name
 * `deferred_lo`; lo > hi: nowhere. Returns whether it has. IC_HAS_...: <linux/iova.h> names the field.
 */
bool ic_window(struct ic_range *window)
{
#ifdef IC_HAS_deferred_lo
	*window = (struct ic_range){ ic_number(domain()->deferred_lo), ic_number(~0UL), false };
#ifdef IC_HAS_deferred_hi
	window->hi = ic_number(domain()->deferred_hi);
#endif
#ifdef IC_HAS_deferred_count
	if (!domain()->deferred_count)
		*window = (struct ic_range){ 1, 0, false };
#endif
	return true;
#else
	(void)window;
	return false;
#endif
}
