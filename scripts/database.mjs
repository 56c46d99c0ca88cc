// Looks after the database by hand:
//   node scripts/database.mjs new NAME   writes a migration from the difference between prisma/migrations and the schema
//   node scripts/database.mjs deploy     brings the database of this environment to the newest migration and says how it
//                                        stands; the server does the same at its start
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const schemaPath = "prisma/schema.prisma";
const migrationsPath = "prisma/migrations";
const lockFile = { path: "migration_lock.toml", content: 'provider = "postgresql"\n' };
const noFilters = { externalTables: [], externalEnums: [] };

/** Prisma's schema engine as WebAssembly, on an empty embedded database in memory. */
async function openSchemaEngine() {
  const { PGlite } = await import("@electric-sql/pglite");
  const { PrismaPGlite } = await import("pglite-prisma-adapter");
  const { bindMigrationAwareSqlAdapterFactory } = await import("@prisma/driver-adapter-utils");
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const resolved = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = readFileSync(path.join(path.dirname(resolved), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPGlite(await PGlite.create()));
  return bindings.SchemaEngine.new({ datamodels: [[schemaPath, readFileSync(schemaPath, "utf8")]] }, () => {}, adapter);
}

function listMigrations() {
  const names = existsSync(migrationsPath)
    ? readdirSync(migrationsPath, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
  return {
    baseDir: migrationsPath,
    lockfile: lockFile,
    shadowDbInitScript: "",
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(path.join(migrationsPath, name, "migration.sql"), "utf8") },
      },
    })),
  };
}

async function newMigration(name) {
  if (!/^[a-z][a-z0-9_]*$/.test(name ?? "")) {
    console.error("Give the migration a name in lower case, such as: npm run db:new -- add_reviews");
    return 1;
  }
  const engine = await openSchemaEngine();
  const difference = await engine.diff({
    from: { tag: "migrations", ...listMigrations() },
    to: { tag: "schemaDatamodel", files: [{ path: schemaPath, content: readFileSync(schemaPath, "utf8") }] },
    script: true,
    shadowDatabaseUrl: null,
    exitCode: null,
    filters: noFilters,
  });
  const sql = difference.stdout ?? "";
  if (/^\s*(--.*empty migration.*)?\s*$/.test(sql)) {
    console.log("The migrations already give the schema; nothing was written.");
    return 0;
  }
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = path.join(migrationsPath, `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "migration.sql"), sql);
  writeFileSync(path.join(migrationsPath, lockFile.path), lockFile.content);
  console.log(`Wrote ${folder}/migration.sql`);
  return 0;
}

function deploy() {
  const task = path.join(root, "scripts", "database-task.ts");
  const child = spawnSync(process.execPath, ["--conditions=react-server", "--import", "tsx", task], {
    cwd: root,
    stdio: "inherit",
  });
  return child.status ?? 1;
}

process.chdir(root);
const [verb, name] = process.argv.slice(2);
if (verb === "new") {
  process.exit(await newMigration(name));
} else if (verb === "deploy") {
  process.exit(deploy());
} else {
  console.error("Usage: node scripts/database.mjs new NAME | deploy");
  process.exit(1);
}
