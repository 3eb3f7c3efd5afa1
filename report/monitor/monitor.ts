/**
 * "A deferred range is erased within the bound" as a hybrid automaton for the kernel's runtime
 * verification: the `.dot` that `rvgen` reads (Documentation/trace/rv/hybrid_automata.rst). One
 * automaton watches one range: `iova_defer` when the allocator has left it in the tree to erase it
 * later, `iova_erase` when it is gone. A second `iova_defer` is another attempt that failed: the
 * clock goes on. `bound_jiffies` is a parameter of the monitor.
 * @param within the bound, in words, for the comment
 */
export function formatMonitor(within: string): string {
  return `digraph state_automaton {
\t// bound_jiffies: ${within}
\t{node [shape = circle] "deferred"};
\t{node [shape = plaintext, style=invis, label=""] "__init_erased"};
\t{node [shape = doublecircle] "erased"};
\t"__init_erased" -> "erased";
\t"deferred" [label = "deferred\\nclk < bound_jiffies"];
\t"deferred" -> "deferred" [ label = "iova_defer" ];
\t"deferred" -> "erased" [ label = "iova_erase" ];
\t"erased" [label = "erased", color = green3];
\t"erased" -> "deferred" [ label = "iova_defer;reset(clk)" ];
\t{ rank = min ;
\t\t"__init_erased";
\t\t"erased";
\t}
}
`;
}
