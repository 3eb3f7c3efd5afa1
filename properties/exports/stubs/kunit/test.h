/* What an exported case uses of KUnit: enough to compile it, and nothing that runs. */
#ifndef STUB_KUNIT_TEST_H
#define STUB_KUNIT_TEST_H
#include <stddef.h>
#define __maybe_unused __attribute__((unused))
#define GFP_KERNEL 0u
struct kunit {
	int failed;
};
struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
};
struct kunit_suite {
	const char name[256];
	struct kunit_case *test_cases;
};
void *kunit_kzalloc(struct kunit *test, size_t size, unsigned int gfp);
#define KUNIT_CASE(fn) { .run_case = fn, .name = #fn }
#define STUB_SUITE(suite) struct kunit_suite *const kunit_##suite = &(suite)
#define kunit_test_suite(suite) STUB_SUITE(suite)
#define STUB_EXPECT(test, holds) ((void)((holds) || ((test)->failed = 1)))
#define KUNIT_ASSERT_NOT_NULL(test, ptr) STUB_EXPECT(test, (const void *)(ptr) != NULL)
#define KUNIT_EXPECT_NOT_NULL(test, ptr) STUB_EXPECT(test, (const void *)(ptr) != NULL)
#define KUNIT_EXPECT_NULL(test, ptr) STUB_EXPECT(test, (const void *)(ptr) == NULL)
#define KUNIT_EXPECT_EQ(test, left, right) STUB_EXPECT(test, (left) == (right))
#define KUNIT_EXPECT_NE(test, left, right) STUB_EXPECT(test, (left) != (right))
#endif
