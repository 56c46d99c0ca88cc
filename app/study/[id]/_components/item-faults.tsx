import type { ContentFault } from "@/lib/server/content/content-fault";

/** For the writer of an item, in development: what the checker finds in its file, with line and remedy. */
export function ItemFaults({ faults }: { faults: readonly ContentFault[] }) {
  return (
    <section aria-label="Faults of this item" className="mx-auto mb-24 max-w-[1120px] bg-late-wash px-24 py-18">
      <h2 className="font-semibold">{faults.length === 1 ? "One fault" : `${faults.length} faults`} in this item</h2>
      <ul className="mt-8 flex flex-col gap-8">
        {faults.map((fault) => (
          <li key={`${fault.line} ${fault.message}`}>
            <code className="code-word">
              {fault.file}:{fault.line}
            </code>{" "}
            {fault.message} <span className="text-ink-2">{fault.remedy}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
