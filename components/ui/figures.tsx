import type { ReactNode } from "react";

interface FiguresProps {
  /** Names the table for who does not see its heading. */
  caption: string;
  /** The first is the column of names; the others are figures. */
  columns: readonly string[];
  rows: readonly { readonly name: ReactNode; readonly key: string; readonly figures: readonly ReactNode[] }[];
}

/** A table of figures: names at the left, figures at the right. */
export function Figures({ caption, columns, rows }: FiguresProps) {
  const [first, ...others] = columns;
  return (
    <table className="w-full border-collapse">
      <caption className="visually-hidden">{caption}</caption>
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
