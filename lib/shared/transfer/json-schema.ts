import { z } from "zod";
import { exportSchema } from "./export-schema";

/** The JSON Schema of an export, as the text of docs/export.schema.json. Rules that JSON Schema cannot say are left out. */
export function exportJsonSchema(): string {
  const schema = z.toJSONSchema(exportSchema, { io: "input", reused: "ref" });
  return `${JSON.stringify({ title: "A Tidemark export", ...schema }, null, 2)}\n`;
}
