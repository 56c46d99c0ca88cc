import { Fragment } from "react";
import { scenarioFacts } from "@/lib/shared/content/scenario-facts";
import type { ScenarioStream } from "@/lib/shared/content/scenario-schema";
import { formatTime } from "@/lib/shared/content/scenario-time";

/** The declared stream: what the source, the watermarks and the windows are, and every element in order of arrival. */
export function ScenarioTable({ scenario }: { scenario: ScenarioStream }) {
  const { elements, times } = scenario;
  const keys = new Set(elements.map((element) => element.key));
  const partitions = new Set(elements.map((element) => element.partition));
  const showValue = scenario.function === "sum";
  return (
    <section aria-label="The stream" className="mt-18">
      <dl className="grid grid-cols-[104px_1fr] gap-x-12 gap-y-4">
        {scenarioFacts(scenario).map(([name, value]) => (
          <Fragment key={name}>
            <dt className="text-ink-2 text-sm leading-[1.7]">{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      <div className="mt-18 overflow-x-auto" tabIndex={0} role="region" aria-label="Elements in order of arrival">
        <table className="min-w-[360px] border-collapse font-mono text-base">
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
    <th scope="col" className="py-4 pr-34 font-semibold">
      {children}
    </th>
  );
}

function Cell({ children, quiet = false }: { children: string | number; quiet?: boolean }) {
  return <td className={`py-4 pr-34 ${quiet ? "text-ink-2" : ""}`}>{children}</td>;
}
