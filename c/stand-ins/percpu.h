/*
 * Per-CPU memory and CPU hotplug, MIT.
 *
 * Only the caches of the allocator use them. They are not checked yet: nothing here is ever run, and
 * whoever runs it is told so in one line.
 */
#ifndef IC_PERCPU_H
#define IC_PERCPU_H

#define cache_line_size() SMP_CACHE_BYTES
#define num_online_cpus() 1u
#define for_each_possible_cpu(cpu) for ((cpu) = 0; (cpu) < num_online_cpus(); (cpu)++)
#define for_each_online_cpu(cpu) for_each_possible_cpu(cpu)
#define __alloc_percpu(size, align) ({ IC_MISSING("__alloc_percpu"); (void *)NULL; })
#define free_percpu(pointer) IC_MISSING("free_percpu")
#define per_cpu_ptr(pointer, cpu) ({ (void)(cpu); IC_MISSING("per_cpu_ptr"); (pointer); })
#define raw_cpu_ptr(pointer) ({ IC_MISSING("raw_cpu_ptr"); (pointer); })
#define this_cpu_ptr(pointer) ({ IC_MISSING("this_cpu_ptr"); (pointer); })

enum { CPUHP_IOMMU_IOVA_DEAD };
#define cpuhp_setup_state_multi(state, name, startup, teardown) ((void)(teardown), 0)
#define cpuhp_remove_multi_state(state) do { } while (0)
#define cpuhp_state_add_instance_nocalls(state, node) 0
#define cpuhp_state_remove_instance_nocalls(state, node) do { } while (0)

#endif
