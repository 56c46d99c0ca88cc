import type { ReactNode } from "react";

interface FigureTableProps {
  heading: string;
  /** What the table is about, below its heading. */
  about: ReactNode;
  /** The first is the column of names; the others are figures. */
  columns: readonly string[];
  rows: readonly { readonly name: ReactNode; readonly key: string; readonly figures: readonly ReactNode[] }[];
}

/** A table of figures with its heading: names at the left, figures at the right. */
export function FigureTable({ heading, about, columns, rows }: FigureTableProps) {
  return (
    <section>
      <h2 className="font-medium font-serif text-lg">{heading}</h2>
      <div className="prose mt-8">{about}</div>
      <Figures heading={heading} columns={columns} rows={rows} />
    </section>
  );
}

/** The table alone; `heading` names it for who does not see it. */
export function Figures({ heading, columns, rows }: Omit<FigureTableProps, "about">) {
  const [first, ...others] = columns;
  return (
    <table className="mt-12 w-full max-w-[42rem] border-collapse">
      <caption className="visually-hidden">{heading}</caption>
      <thead>
        <tr className="border-line border-b align-bottom text-ink-2 text-sm">
          <th scope="col" className="py-4 text-left font-normal">
            {first}
          </th>
          {others.map((column) => (
            <th key={column} scope="col" className="py-4 pl-12 text-right font-normal">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, key, figures }) => (
          <tr key={key} className="border-line border-b align-baseline">
            <th scope="row" className="py-8 text-left font-normal">
              {name}
            </th>
            {figures.map((figure, index) => (
              <td key={columns[index + 1]} className="py-8 pl-12 text-right">
                {figure}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
