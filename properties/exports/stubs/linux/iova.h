/* The calls of the allocator, as an exported case makes them. */
#ifndef STUB_LINUX_IOVA_H
#define STUB_LINUX_IOVA_H
#include <stdbool.h>
struct iova {
	unsigned long pfn_hi;
	unsigned long pfn_lo;
};
struct iova_domain {
	unsigned long start_pfn;
};
void init_iova_domain(struct iova_domain *iovad, unsigned long granule, unsigned long start_pfn);
int iova_domain_init_rcaches(struct iova_domain *iovad);
struct iova *alloc_iova(struct iova_domain *iovad, unsigned long size, unsigned long limit_pfn,
			bool size_aligned);
unsigned long alloc_iova_fast(struct iova_domain *iovad, unsigned long size,
			      unsigned long limit_pfn, bool flush_rcache);
void free_iova(struct iova_domain *iovad, unsigned long pfn);
void __free_iova(struct iova_domain *iovad, struct iova *iova);
void free_iova_fast(struct iova_domain *iovad, unsigned long pfn, unsigned long size);
struct iova *reserve_iova(struct iova_domain *iovad, unsigned long lo, unsigned long hi);
struct iova *find_iova(struct iova_domain *iovad, unsigned long pfn);
void put_iova_domain(struct iova_domain *iovad);
#endif
