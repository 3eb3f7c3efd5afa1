/*
 * Works, MIT.
 *
 * A work can be set up here. To arm or to cancel one is not checked yet, and ends the check with one
 * line.
 */
#ifndef IC_WORK_H
#define IC_WORK_H

struct work_struct {
	void (*func)(struct work_struct *work);
};

struct delayed_work {
	struct work_struct work;
};

#define INIT_WORK(w, function) ((w)->func = (function))
#define INIT_DELAYED_WORK(w, function) INIT_WORK(&(w)->work, function)
#define to_delayed_work(w) container_of(w, struct delayed_work, work)
#define msecs_to_jiffies(ms) ((unsigned long)(ms))
#define schedule_delayed_work(w, delay) IC_MISSING("schedule_delayed_work")
#define cancel_delayed_work_sync(w) IC_MISSING("cancel_delayed_work_sync")

#endif
