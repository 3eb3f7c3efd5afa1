/* The hooks that an exported case names. */
#ifndef STUB_IOVA_TEST_HOOKS_H
#define STUB_IOVA_TEST_HOOKS_H
struct iova_domain;
void iova_test_fail_next(const char *at);
void iova_test_pressure(const char *level);
void iova_test_run_work(struct iova_domain *iovad);
void iova_test_wait(unsigned long ms);
void iova_test_fill_caches(struct iova_domain *iovad, unsigned int pages);
#endif
