/*
 * What the suite calls, MIT. Addresses and pages are doubles, which JavaScript has without loss up
 * to 2^53; a negative page stands for ~0UL.
 */
#include "world.h"

void ic_set_up(unsigned long granule, unsigned long start_pfn);
int ic_read_tree(double *to);
double ic_bound_found(unsigned int context, bool high);
extern unsigned long ic_locks;
extern const char *ic_lock_name;
extern const struct ic_place __start_ic_places[], __stop_ic_places[];

/* Pairs of a first and a last page: what the tree held before a step, and what it held last. */
static double before[2 * IC_RANGES_MAX], ranges[2 * IC_RANGES_MAX];
static int count_before, count;
static bool tree_changed;

static char snapshot[IC_HEAP_BYTES + sizeof(struct ic_world) + sizeof(ic_stacks)];

static double address(const void *pointer)
{
	return (unsigned long)pointer;
}

static unsigned long page(double number)
{
	return number < 0 ? ~0UL : (unsigned long)number;
}

IC_EXPORT(setUp) void export_set_up(double granule, double start_pfn)
{
	ic_told = ic_locks = 0;
	ic_set_up(granule, start_pfn);
}

IC_EXPORT(begin) int export_begin(int i, int call, double a, double b, int c)
{
	struct ic_context *context = &ic_world.context[i];

	ic_told = 0;
	tree_changed = false;
	context->call = call;
	context->a = page(a);
	context->b = page(b);
	context->c = c;
	if (call != 'o')
		ic_world.found[i] = NULL;
	ic_begin(context);
	return context->kind;
}

static bool differ(void)
{
	if (count != count_before)
		return true;
	for (int i = 0; i < 2 * count; i++)
		if (ranges[i] != before[i])
			return true;
	return false;
}

/* Without a lock, the tree changes only in a step that begins with that: see calls.c. */
IC_EXPORT(goOn) int export_go_on(int i, int refused)
{
	struct ic_context *context = &ic_world.context[i];
	bool may_change = context->kind == IC_LOCKS || context->kind == IC_TREE || context->locks;

	ic_told = 0;
	tree_changed = false;
	context->refused = refused;
	if (may_change)
		count_before = ic_read_tree(before);
	ic_go_on(context);
	if (may_change) {
		count = ic_read_tree(ranges);
		tree_changed = differ();
		if (tree_changed)
			ic_world.touched = 1;
	}
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
	return ic_world.context[i].lo;
}

IC_EXPORT(hi) double export_hi(int i)
{
	return ic_world.context[i].hi;
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
	return ic_facts[n].a;
}

IC_EXPORT(toldB) double export_told_b(int n)
{
	return ic_facts[n].b;
}

/* Whether the last step has changed the tree. */
IC_EXPORT(treeChanged) int export_tree_changed(void)
{
	return tree_changed;
}

IC_EXPORT(before) double export_before(void)
{
	return address(before);
}

IC_EXPORT(countBefore) int export_count_before(void)
{
	return count_before;
}

IC_EXPORT(readTree) int export_read_tree(void)
{
	return ic_read_tree(ranges);
}

IC_EXPORT(ranges) double export_ranges(void)
{
	return address(ranges);
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
		live += ic_world.object[n].live;
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
	return ic_hash();
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
