/*
 * Where the kernel's code uses a primitive, MIT.
 *
 * Each use is a record in a section of its own, so that all of them can be listed. The suite numbers
 * those of one primitive in one function, which names the step: "free_iova: spin_lock_irqsave #1".
 */
#ifndef IC_PLACE_H
#define IC_PLACE_H

struct ic_place {
	const char *function, *primitive, *file;
	unsigned long line;
};

#define IC_PLACE(name) ({ \
	static const struct ic_place _place __attribute__((section("ic_places"), used)) = \
		{ __func__, name, __FILE_NAME__, __LINE__ }; \
	&_place; })

/* Ends the check with one line: the kernel's code needs what these stand-ins do not have. */
void ic_missing(const char *what, const struct ic_place *at) __attribute__((noreturn));
#define IC_MISSING(what) ic_missing(what, IC_PLACE(what))

#endif
