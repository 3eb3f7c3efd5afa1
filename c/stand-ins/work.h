/*
 * Delayed works, MIT.
 *
 * To arm a work, to cancel it and to look at it are steps. Timers, the worker and the rules of
 * cancelling are the simulated kernel's. A domain has at most one work.
 */
#ifndef IC_WORK_H
#define IC_WORK_H

struct work_struct {
	void (*func)(struct work_struct *work);
};

struct delayed_work {
	struct work_struct work;
};

void ic_work_init(struct delayed_work *work);
bool ic_arm(struct delayed_work *work, unsigned long delay, bool again, const struct ic_place *at);
bool ic_cancel(struct delayed_work *work, bool waits, const struct ic_place *at);
bool ic_is_pending(struct delayed_work *work, const struct ic_place *at);

#define INIT_DELAYED_WORK(w, function) do { \
	(w)->work.func = (function); \
	ic_work_init(w); \
	} while (0)
#define INIT_WORK(w, function) do { (void)(w); IC_MISSING("INIT_WORK"); } while (0)
#define to_delayed_work(w) container_of(w, struct delayed_work, work)
#define msecs_to_jiffies(ms) ((unsigned long)(ms) * HZ / 1000)
#define IC_ARM(name, w, delay, again) ic_arm(w, delay, again, IC_PLACE(name))
#define schedule_delayed_work(w, delay) IC_ARM("schedule_delayed_work", w, delay, false)
#define queue_delayed_work(queue, w, delay) IC_ARM("queue_delayed_work", w, delay, false)
#define mod_delayed_work(queue, w, delay) IC_ARM("mod_delayed_work", w, delay, true)
#define cancel_delayed_work(w) ic_cancel(w, false, IC_PLACE("cancel_delayed_work"))
#define cancel_delayed_work_sync(w) ic_cancel(w, true, IC_PLACE("cancel_delayed_work_sync"))
#define delayed_work_pending(w) ic_is_pending(w, IC_PLACE("delayed_work_pending"))
#define flush_delayed_work(w) ({ (void)(w); IC_MISSING("flush_delayed_work"); false; })

/* Queues are all alike: a work runs as soon as the simulated worker picks it up. */
struct workqueue_struct;
#define system_wq ((struct workqueue_struct *)NULL)
#define system_percpu_wq system_wq
#define system_unbound_wq system_wq
#define system_highpri_wq system_wq

#endif
