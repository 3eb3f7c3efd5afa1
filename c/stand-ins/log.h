/*
 * The log, warnings and BUG(), MIT.
 *
 * A line of the log is the text of its format or of its condition; numbers are not put in. A BUG()
 * is logged, and the context takes no further step.
 */
#ifndef IC_LOG_H
#define IC_LOG_H

void ic_log(const char *line, const struct ic_place *at);
bool ic_once(unsigned int number);
void ic_bug(const char *line, const struct ic_place *at) __attribute__((noreturn));

#define IC_LOG(name, format) ic_log(format, IC_PLACE(name))
#define pr_err(format, ...) IC_LOG("pr_err", format)
#define pr_warn(format, ...) IC_LOG("pr_warn", format)
#define pr_warn_ratelimited(format, ...) IC_LOG("pr_warn_ratelimited", format)
#define pr_info(format, ...) IC_LOG("pr_info", format)
#define pr_debug(format, ...) do { } while (0)
#define printk(format, ...) IC_LOG("printk", format)

#define IC_WARN(name, condition, says) ({ \
	bool _holds = !!(condition); \
	if (unlikely(_holds)) \
		ic_log(says, IC_PLACE(name)); \
	_holds; })
/* Whether it was said is state of the kernel, so the flag lies in memory that is saved. */
#define IC_WARN_ONCE(name, condition, says) ({ \
	bool _holds = !!(condition); \
	if (unlikely(_holds) && ic_once(__COUNTER__)) \
		ic_log(says, IC_PLACE(name)); \
	_holds; })
#define WARN_ON(condition) IC_WARN("WARN_ON", condition, #condition)
#define WARN(condition, format, ...) IC_WARN("WARN", condition, format)
#define WARN_ON_ONCE(condition) IC_WARN_ONCE("WARN_ON_ONCE", condition, #condition)
#define WARN_ONCE(condition, format, ...) IC_WARN_ONCE("WARN_ONCE", condition, format)
#define pr_warn_once(format, ...) ((void)IC_WARN_ONCE("pr_warn_once", true, format))

#define BUG_ON(condition) do { \
	if (unlikely(condition)) \
		ic_bug(#condition, IC_PLACE("BUG_ON")); \
	} while (0)
#define BUG() BUG_ON(1)

#endif
