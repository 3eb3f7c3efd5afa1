/*
 * What a step reads and changes of what others may use, MIT: so that a search knows which steps can be
 * exchanged.
 *
 * The domain and static variables are noted by word, objects as wholes, by names on which the order
 * of steps has no influence, and the tree as one.
 */
#include "world.h"

/* Further ones are not noted one by one: the step then depends on all others. */
#define NOTES_MAX 64

/* The first two are the domain's. */
enum what { WORD, TREE, STATIC, OBJECT };

static bool notes;
static struct {
	enum what what;
	unsigned int which;
	bool changes;
} note[NOTES_MAX];
static unsigned int noted;

/* From the next step on, accesses are noted or not. */
IC_EXPORT(note) void export_note(int wanted)
{
	notes = wanted;
}

void ic_forget_accesses(void)
{
	noted = 0;
}

static void add(enum what what, unsigned int which, bool changes)
{
	for (unsigned int n = noted < NOTES_MAX ? noted : NOTES_MAX; n > 0; n--)
		if (note[n - 1].what == what && note[n - 1].which == which) {
			note[n - 1].changes |= changes;
			return;
		}
	if (noted < NOTES_MAX) {
		note[noted].what = what;
		note[noted].which = which;
		note[noted].changes = changes;
	}
	noted++;
}

void ic_note_tree(bool changes)
{
	if (notes && ic_current)
		add(TREE, 0, changes);
}

/* What the linker puts between these is a static variable of the kernel's files. */
static bool is_static(const char *at)
{
	return (at >= ic_data_begin && at < ic_data_end) || (at >= ic_bss_begin && at < ic_bss_end);
}

void ic_note(const void *pointer, bool changes)
{
	const char *at = pointer;
	unsigned int number;

	if (!notes || !ic_current)
		return;
	number = ic_object_of(at);
	if (!number) {
		if (is_static(at))
			add(STATIC, (unsigned long)at / sizeof(long), changes);
	} else if (ic_world.object[number].node || ic_is_in_tree(at)) {
		add(TREE, 0, changes);
	} else if (ic_heap + ic_world.object[number].offset == ic_world.domain) {
		add(WORD, (at - (char *)ic_world.domain) / sizeof(long), changes);
	} else {
		add(OBJECT, ic_world.object[number].name, changes);
	}
}

/* The name of an object that is made now. A context that runs out of names gives the last one again. */
unsigned short ic_name_object(void)
{
	unsigned long by = ic_current ? ic_current - ic_world.context + 1 : 0;
	unsigned short *made = &ic_world.made[by];

	if (*made < IC_NAMES - 1)
		++*made;
	return by * IC_NAMES + *made;
}

/* As the suite names it: port/accesses.ts. */
static double number_of(enum what what, unsigned int which)
{
	return what * 4294967296.0 + which;
}

/* The number of accesses of the last step; -1: more than can be noted. */
IC_EXPORT(accesses) int export_accesses(void)
{
	return noted > NOTES_MAX ? -1 : (int)noted;
}

IC_EXPORT(accessed) double export_accessed(int n)
{
	return number_of(note[n].what, note[n].which);
}

IC_EXPORT(accessChanges) int export_access_changes(int n)
{
	return note[n].changes;
}

/* The object that find_iova() gave to that context, as an access of it. */
IC_EXPORT(foundObject) double export_found_object(int i)
{
	return number_of(OBJECT, ic_world.object[ic_object_of(ic_world.found[i])].name);
}
