/*
 * Linked after the kernel's files, so that their static variables lie before these, MIT.
 */
char ic_data_end[16] __attribute__((aligned(16))) = { 1 };
char ic_bss_end[16] __attribute__((aligned(16)));
