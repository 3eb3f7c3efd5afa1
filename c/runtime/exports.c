/*
 * What the suite calls, MIT. Addresses and pages are doubles; a page from -1 downwards is one from ~0UL
 * downwards.
 */
#include "world.h"

void ic_set_up(unsigned long granule, unsigned long start_pfn);
double ic_bound_found(unsigned int context, bool high);
extern unsigned long ic_locks;
extern const char *ic_lock_name;
extern const struct ic_place __start_ic_places[], __stop_ic_places[];

/* What the tree held before a step, and what it held last. */
static struct ic_range before[IC_RANGES_MAX], ranges[IC_RANGES_MAX];
static int count_before;
/* Where the two begin to differ, and how many ranges differ there. */
static int head, rest_before, rest;
/* `is_noted`: what the tree held before the present step was read. */
static bool tree_changed, is_noted;

static char snapshot[IC_HEAP_BYTES + sizeof(struct ic_world) + sizeof(ic_stacks)];

static double address(const void *pointer)
{
	return (unsigned long)pointer;
}

static unsigned long page(double number)
{
	return number < 0 ? (unsigned long)(long)number : (unsigned long)number;
}

IC_EXPORT(setUp) void export_set_up(double granule, double start_pfn, int tree_decides)
{
	ic_told = ic_locks = 0;
	ic_set_up(granule, start_pfn);
	ic_world.tree_decides = tree_decides;
}

static bool is_same(const struct ic_range *a, const struct ic_range *b)
{
	return a->lo == b->lo && a->hi == b->hi && a->marked == b->marked;
}

/* Finds the ranges without those with which both readings begin and end. Returns whether any are left. */
static bool differ(void)
{
	int count = ic_world.tree_size;
	int least = count < count_before ? count : count_before;
	int tail = 0;

	head = 0;
	rest_before = count_before;
	rest = count;
	/* A tree that could not be read is told as it is. */
	if (least < 0)
		return true;
	while (head < least && is_same(&before[head], &ranges[head]))
		head++;
	while (tail < least - head &&
	       is_same(&before[count_before - 1 - tail], &ranges[count - 1 - tail]))
		tail++;
	rest_before = count_before - head - tail;
	rest = count - head - tail;
	return rest_before || rest;
}

/* Reads the tree, as from outside. */
int ic_look_at_tree(struct ic_range *to)
{
	struct ic_context *current = ic_current;
	int n;

	ic_current = NULL;
	n = ic_read_tree(to);
	ic_current = current;
	return n;
}

/* To be called before the tree changes. That a teardown destroys it is told by nobody. */
void ic_tree_changes(void)
{
	if (!ic_current || ic_current->call == 'p' || is_noted)
		return;
	is_noted = true;
	count_before = ic_look_at_tree(before);
}

static void begin_step(const struct ic_context *context)
{
	ic_told = 0;
	tree_changed = is_noted = false;
	if (context->call == 'p' || ic_world.tree_size > IC_SMALL_TREE)
		return;
	if (context->kind == IC_LOCKS || context->locks) {
		is_noted = true;
		count_before = ic_read_tree(before);
	}
}

static void end_step(void)
{
	if (!is_noted)
		return;
	ic_world.tree_size = ic_read_tree(ranges);
	tree_changed = differ();
	if (tree_changed)
		ic_world.touched++;
}

IC_EXPORT(begin) int export_begin(int i, int call, double a, double b, int c)
{
	struct ic_context *context = &ic_world.context[i];

	context->call = call;
	context->a = page(a);
	context->b = page(b);
	context->c = c;
	if (call != 'o')
		ic_world.found[i] = NULL;
	if (call == 'p')
		ic_world.touched = 0;
	begin_step(context);
	ic_begin(context);
	end_step();
	return context->kind;
}

IC_EXPORT(goOn) int export_go_on(int i, int answer)
{
	struct ic_context *context = &ic_world.context[i];

	context->answer = answer;
	begin_step(context);
	ic_go_on(context);
	end_step();
	return context->kind;
}

/* Forgets a context that has ended, so that no trace of it is part of the state. */
IC_EXPORT(forget) void export_forget(int i)
{
	memset(&ic_world.context[i], 0, sizeof(ic_world.context[i]));
}

IC_EXPORT(forgetFound) void export_forget_found(int i)
{
	ic_world.found[i] = NULL;
}

IC_EXPORT(at) double export_at(int i)
{
	return address(ic_world.context[i].at);
}

IC_EXPORT(irqsOff) int export_irqs_off(int i)
{
	return ic_world.context[i].irqs_off;
}

IC_EXPORT(lo) double export_lo(int i)
{
	return ic_number(ic_world.context[i].lo);
}

IC_EXPORT(hi) double export_hi(int i)
{
	return ic_number(ic_world.context[i].hi);
}

IC_EXPORT(boundFound) double export_bound_found(int i, int high)
{
	return ic_bound_found(i, high);
}

IC_EXPORT(foundFreedBy) int export_found_freed_by(int i)
{
	return ic_world.object[ic_object_of(ic_world.found[i])].freed_by;
}

IC_EXPORT(facts) int export_facts(void)
{
	return ic_told;
}

IC_EXPORT(told) int export_told(int n)
{
	return ic_facts[n].told;
}

IC_EXPORT(toldA) double export_told_a(int n)
{
	return ic_facts[n].told == IC_LISTED ? ic_number(ic_facts[n].a) : ic_facts[n].a;
}

IC_EXPORT(toldB) double export_told_b(int n)
{
	return ic_facts[n].told == IC_LISTED ? ic_number(ic_facts[n].b) : ic_facts[n].b;
}

/* The number of a line or the address of a place; 0: not known. */
IC_EXPORT(toldAt) double export_told_at(int n)
{
	return ic_facts[n].at;
}

/* Whether the last step has changed the tree. */
IC_EXPORT(treeChanged) int export_tree_changed(void)
{
	return tree_changed;
}

IC_EXPORT(before) double export_before(void)
{
	return address(before + head);
}

IC_EXPORT(countBefore) int export_count_before(void)
{
	return rest_before;
}

IC_EXPORT(countAfter) int export_count_after(void)
{
	return rest;
}

IC_EXPORT(after) double export_after(void)
{
	return address(ranges + head);
}

/* The number of ranges that the tree held when it was read last. */
IC_EXPORT(size) int export_size(void)
{
	return ic_world.tree_size;
}

IC_EXPORT(readTree) int export_read_tree(void)
{
	return ic_world.tree_size = ic_read_tree(ranges);
}

IC_EXPORT(ranges) double export_ranges(void)
{
	return address(ranges);
}

/* Entries of the tree that the last step has visited. */
IC_EXPORT(visits) int export_visits(void)
{
	return ic_visits;
}

IC_EXPORT(depth) int export_depth(void)
{
	return ic_tree_depth(ic_world.tree_size);
}

IC_EXPORT(isMaple) int export_is_maple(void)
{
#ifdef IC_HAS_maple_tree
	return 1;
#else
	return 0;
#endif
}

IC_EXPORT(hasWork) int export_has_work(void)
{
	return ic_world.work != NULL;
}

IC_EXPORT(delay) double export_delay(int i)
{
	return ic_world.context[i].delay;
}

/* Bounds within which the allocator looks for deferred ranges, as they were read last. */
static struct ic_range window;

IC_EXPORT(hasWindow) int export_has_window(void)
{
	return ic_window(&window);
}

IC_EXPORT(windowLo) double export_window_lo(void)
{
	return window.lo;
}

IC_EXPORT(windowHi) double export_window_hi(void)
{
	return window.hi;
}

IC_EXPORT(touched) int export_touched(void)
{
	return ic_world.touched;
}

IC_EXPORT(surveyed) void export_surveyed(void)
{
	ic_world.touched = 0;
}

/* Live objects, without those that set-up has left. */
IC_EXPORT(live) int export_live(void)
{
	int live = 0;

	for (unsigned int n = ic_world.kept + 1; n <= ic_world.objects; n++)
		live += ic_world.object[n].live && !ic_world.object[n].node;
	return live;
}

IC_EXPORT(save) int export_save(void)
{
	return ic_save(snapshot);
}

IC_EXPORT(restore) void export_restore(void)
{
	ic_restore(snapshot);
}

IC_EXPORT(snapshot) double export_snapshot(void)
{
	return address(snapshot);
}

IC_EXPORT(hash) u64 export_hash(void)
{
	return ic_hash(NULL);
}

/* What is packed takes twice as much; nothing else takes more than in a snapshot. */
static u64 canonical[sizeof(snapshot) / 4];

IC_EXPORT(canonical) int export_canonical(void)
{
	u64 *end = canonical;

	ic_hash(&end);
	return end - canonical;
}

IC_EXPORT(canonicalAt) double export_canonical_at(void)
{
	return address(canonical);
}

IC_EXPORT(locks) int export_locks(void)
{
	return ic_locks;
}

IC_EXPORT(lockName) double export_lock_name(void)
{
	return address(ic_lock_name);
}

IC_EXPORT(places) int export_places(void)
{
	return __stop_ic_places - __start_ic_places;
}

/* Where the record of a place lies: three addresses of texts, and a line; 8 bytes each. */
IC_EXPORT(place) double export_place(int n)
{
	return address(&__start_ic_places[n]);
}
