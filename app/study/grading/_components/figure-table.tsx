import type { ComponentProps, ReactNode } from "react";
import { Figures } from "@/components/ui/figures";

interface FigureTableProps extends Omit<ComponentProps<typeof Figures>, "caption"> {
  heading: string;
  /** What the table is about, below its heading. */
  about: ReactNode;
}

/** A table of figures with its heading: names at the left, figures at the right. */
export function FigureTable({ heading, about, columns, rows }: FigureTableProps) {
  return (
    <section>
      <h2 className="font-medium font-serif text-lg">{heading}</h2>
      <div className="prose mt-8">{about}</div>
      <div className="mt-12 max-w-[42rem]">
        <Figures caption={heading} columns={columns} rows={rows} />
      </div>
    </section>
  );
}
