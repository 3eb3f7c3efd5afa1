/*
 * The configuration that the kernel's files are compiled under, MIT.
 *
 * Included before the first line of each of them. 64 bit, SMP, lockdep, HZ=1000, 4 KiB pages.
 */
#ifndef IC_CONFIG_H
#define IC_CONFIG_H

#define __KERNEL__ 1
#define CONFIG_64BIT 1
#define CONFIG_SMP 1
#define CONFIG_LOCKDEP 1
#define CONFIG_IOMMU_IOVA 1
#define BITS_PER_LONG 64
#define HZ 1000
#define PAGE_SHIFT 12
#define PAGE_SIZE (1UL << PAGE_SHIFT)

/* IS_ENABLED(CONFIG_X): 1 if CONFIG_X is defined as 1, else 0. */
#define IC_IS_1 0,
#define IC_SECOND(first, second, ...) second
#define IC_PICK(maybe_comma) IC_SECOND(maybe_comma 1, 0, 0)
#define IC_PASTE(value) IC_PICK(IC_IS_##value)
#define IS_ENABLED(option) IC_PASTE(option)
#define IS_BUILTIN(option) IS_ENABLED(option)
#define IS_REACHABLE(option) IS_ENABLED(option)
#define IS_MODULE(option) 0

#endif
