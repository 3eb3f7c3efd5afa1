/*
 * What the kernel asks of the compiler, and small arithmetic, MIT.
 *
 * Barriers order nothing here: a run is a sequence of steps, so memory is sequentially consistent.
 */
#ifndef IC_COMPILER_H
#define IC_COMPILER_H

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define __always_inline inline __attribute__((always_inline))
#define noinline __attribute__((noinline))
#define noinline_for_kasan noinline
#define noinline_for_stack noinline
#define __maybe_unused __attribute__((unused))
#define __aligned(bytes) __attribute__((aligned(bytes)))
#define __packed __attribute__((packed))
#define fallthrough __attribute__((fallthrough))
#define __must_check
#define __rcu
#define __percpu
#define __init
#define __exit
#define __read_mostly
#define __ro_after_init
#define __force
#define __cold
#define __user
#define __acquires(lock)
#define __releases(lock)
#define __must_hold(lock)
#define typeof __typeof__

#define barrier() __asm__ __volatile__("" ::: "memory")
#define smp_mb() barrier()
#define smp_rmb() barrier()
#define smp_wmb() barrier()
#define cpu_relax() barrier()
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, value) do { *(volatile typeof(x) *)&(x) = (value); } while (0)
#define smp_load_acquire(p) READ_ONCE(*(p))
#define smp_store_release(p, value) WRITE_ONCE(*(p), value)

#define static_assert(condition, ...) _Static_assert(condition, #condition)
#define BUILD_BUG_ON(condition) _Static_assert(!(condition), #condition)
#define offsetof(type, member) __builtin_offsetof(type, member)
#define container_of(pointer, type, member) \
	((type *)((char *)(pointer) - offsetof(type, member)))
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#define IC_CHOOSE(a, b, op) ({ __auto_type _a = (a); __auto_type _b = (b); _a op _b ? _a : _b; })
#define min(a, b) IC_CHOOSE(a, b, <)
#define max(a, b) IC_CHOOSE(a, b, >)
#define min_t(type, a, b) min((type)(a), (type)(b))
#define max_t(type, a, b) max((type)(a), (type)(b))
#define clamp(value, lo, hi) min(max(value, lo), hi)
#define swap(a, b) do { __auto_type _was = (a); (a) = (b); (b) = _was; } while (0)
#define ALIGN_DOWN(x, to) ((x) & ~((typeof(x))(to) - 1))
#define ALIGN(x, to) ALIGN_DOWN((x) + (typeof(x))(to) - 1, to)
#define round_down(x, to) ALIGN_DOWN(x, to)
#define round_up(x, to) ALIGN(x, to)
#define DIV_ROUND_UP(a, b) (((a) + (b) - 1) / (b))
#define BIT(n) (1UL << (n))

#endif
