/*
 * The log, warnings and BUG(), MIT.
 *
 * A line of the log is the text of its condition, or that of its format with texts put in; numbers are
 * not. A BUG() is logged, and the context takes no further step.
 */
#ifndef IC_LOG_H
#define IC_LOG_H

void ic_log(const struct ic_place *at, const char *format, ...);
void ic_bug(const char *line, const struct ic_place *at) __attribute__((noreturn));

#define IC_LOG(name, ...) ic_log(IC_PLACE(name), __VA_ARGS__)
#define pr_err(...) IC_LOG("pr_err", __VA_ARGS__)
#define pr_warn(...) IC_LOG("pr_warn", __VA_ARGS__)
#define pr_warn_ratelimited(...) IC_LOG("pr_warn_ratelimited", __VA_ARGS__)
#define pr_info(...) IC_LOG("pr_info", __VA_ARGS__)
#define pr_debug(...) do { } while (0)
#define printk(...) IC_LOG("printk", __VA_ARGS__)

#define IC_WARN(name, condition, ...) ({ \
	bool _holds = !!(condition); \
	if (unlikely(_holds)) \
		IC_LOG(name, __VA_ARGS__); \
	_holds; })
#define IC_WARN_ONCE(name, condition, ...) ({ \
	static bool _said; \
	bool _holds = !!(condition); \
	if (unlikely(_holds) && !_said) { \
		_said = true; \
		IC_LOG(name, __VA_ARGS__); \
	} \
	_holds; })
#define WARN_ON(condition) IC_WARN("WARN_ON", condition, "%s", #condition)
#define WARN(condition, ...) IC_WARN("WARN", condition, __VA_ARGS__)
#define WARN_ON_ONCE(condition) IC_WARN_ONCE("WARN_ON_ONCE", condition, "%s", #condition)
#define WARN_ONCE(condition, ...) IC_WARN_ONCE("WARN_ONCE", condition, __VA_ARGS__)
#define pr_warn_once(...) ((void)IC_WARN_ONCE("pr_warn_once", true, __VA_ARGS__))

#define BUG_ON(condition) do { \
	if (unlikely(condition)) \
		ic_bug(#condition, IC_PLACE("BUG_ON")); \
	} while (0)
#define BUG() BUG_ON(1)

#endif
