/* CPU hotplug, as an exported case calls it. */
#ifndef STUB_LINUX_CPU_H
#define STUB_LINUX_CPU_H
int cpu_down(unsigned int cpu);
int cpu_up(unsigned int cpu);
#endif
