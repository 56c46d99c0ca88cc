import type { RunPlan } from "@tidemark/engine/worker-client";
import { planModel, type ShownExchange, type ShownTask } from "@/lib/shared/plan-model/plan-model";

/** The tasks of a job, what each reads, and why two operators in a row do not share a task. */
export function PlanView({ plan }: { plan: RunPlan }) {
  const { summary, tasks } = planModel(plan);
  return (
    <details className="mx-18 mb-18 border-t border-line">
      <summary className="py-12 text-sm font-semibold text-ink-2 hover:text-ink">{`The plan: ${summary}`}</summary>
      <ol className="grid max-w-[52rem] gap-18 pb-12">
        {tasks.map((task) => (
          <li key={task.number}>
            <Task task={task} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Task({ task }: { task: ShownTask }) {
  return (
    <>
      <h3 className="text-sm">
        <span className="font-semibold">{`Task ${task.number}`}</span>
        <span className="text-ink-2">{`, ${task.facts}`}</span>
      </h3>
      <p className="mt-4 font-mono text-sm wrap-anywhere">{task.operators.join(" → ")}</p>
      {task.exchanges.map((exchange, index) => (
        // The exchanges of a task never change places.
        <Exchange key={index} exchange={exchange} />
      ))}
    </>
  );
}

function Exchange({ exchange }: { exchange: ShownExchange }) {
  return (
    <div className="mt-6 border-l-2 border-line-strong pl-12 text-sm">
      <p className="text-ink-2">{`Reads ${exchange.sentence}. Not chained, because of:`}</p>
      <ul className="grid gap-4 pt-4">
        {exchange.because.map(({ term, meaning }) => (
          <li key={term}>
            <span className="font-semibold">{term}</span>
            {meaning === "" ? null : <span>{`: ${meaning}`}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
