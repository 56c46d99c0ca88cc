/** Writes docs/export.schema.json, the JSON Schema of an export; `npm run data:schema`. */
import { writeFileSync } from "node:fs";
import { exportJsonSchema } from "../lib/shared/transfer/json-schema";

writeFileSync(new URL("../docs/export.schema.json", import.meta.url), exportJsonSchema());
console.log("Wrote docs/export.schema.json.");
