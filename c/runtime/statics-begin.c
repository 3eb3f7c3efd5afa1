/*
 * Linked before the kernel's files, so that their static variables lie behind these, MIT.
 */
char ic_data_begin[16] __attribute__((aligned(16))) = { 1 };
char ic_bss_begin[16] __attribute__((aligned(16)));
