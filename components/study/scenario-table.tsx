import type { Scenario } from "@/lib/shared/content/scenario-schema";
import { formatDuration, formatTime } from "@/lib/shared/content/scenario-time";

/** The declared stream: what the source, the watermarks and the windows are, and every element in order of arrival. */
export function ScenarioTable({ scenario }: { scenario: Scenario }) {
  const { elements, times } = scenario;
  const keys = new Set(elements.map((element) => element.key));
  const partitions = new Set(elements.map((element) => element.partition));
  const showValue = scenario.function === "sum";
  return (
    <section aria-label="The stream" className="mt-18">
      <ul className="text-base">
        {scenarioFacts(scenario).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <div className="mt-12 overflow-x-auto" tabIndex={0} role="region" aria-label="Elements in order of arrival">
        <table className="w-full border-collapse font-mono text-base">
          <thead className="font-sans text-ink-2 text-sm">
            <tr className="border-line border-b text-left">
              <Head>#</Head>
              <Head>arrives</Head>
              <Head>happened</Head>
              {keys.size > 1 && <Head>key</Head>}
              {showValue && <Head>value</Head>}
              {partitions.size > 1 && <Head>partition</Head>}
            </tr>
          </thead>
          <tbody>
            {elements.map((element, index) => (
              <tr key={element.arrives} className="border-line border-b">
                <Cell quiet>{index + 1}</Cell>
                <Cell quiet>{formatTime(element.arrives, times)}</Cell>
                <Cell>{formatTime(element.happened, times)}</Cell>
                {keys.size > 1 && <Cell>{element.key}</Cell>}
                {showValue && <Cell>{element.value}</Cell>}
                {partitions.size > 1 && <Cell>{element.partition}</Cell>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="py-4 pr-18 font-semibold">
      {children}
    </th>
  );
}

function Cell({ children, quiet = false }: { children: string | number; quiet?: boolean }) {
  return <td className={`py-4 pr-18 ${quiet ? "text-ink-2" : ""}`}>{children}</td>;
}

/** The configuration in Flink's words, a line for each part. */
function scenarioFacts(scenario: Scenario): string[] {
  const { watermarks, window } = scenario;
  const facts: string[] = [];
  if (watermarks.strategy === "bounded-out-of-orderness")
    facts.push(`Watermarks: forBoundedOutOfOrderness, ${formatDuration(watermarks.bound)}`);
  if (watermarks.strategy === "monotonous-timestamps") facts.push("Watermarks: forMonotonousTimestamps");
  if (watermarks.strategy === "no-watermarks") facts.push("Watermarks: noWatermarks");
  if ("idleness" in watermarks && watermarks.idleness !== undefined) {
    facts.push(`Idleness: withIdleness, ${formatDuration(watermarks.idleness)}`);
  }
  facts.push(`Emitted every ${formatDuration(scenario.autoWatermarkInterval)}`);
  if (window !== undefined) {
    const lateness =
      scenario.allowedLateness === 0 ? "" : `, allowed lateness ${formatDuration(scenario.allowedLateness)}`;
    facts.push(`Windows: ${windowText(window)}, ${scenario.function}${lateness}`);
  }
  return facts;
}

function windowText(window: NonNullable<Scenario["window"]>): string {
  if (window.kind === "tumbling") return `tumbling, ${formatDuration(window.size)}`;
  if (window.kind === "sliding") return `sliding, ${formatDuration(window.size)} every ${formatDuration(window.slide)}`;
  return `session, gap ${formatDuration(window.gap)}`;
}
