import { readFileSync } from "node:fs";
import next from "eslint-config-next/core-web-vitals";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** The engine's guards: time, chance and output come in from outside, so that a run can be repeated byte for byte. */
const engineGlobals = [
  { name: "performance", message: "Use the injected Clock: the engine does not read time from the world." },
  { name: "crypto", message: "Use Prng of core for chance and the hashes of core for hashing." },
  { name: "console", message: "Report through the injected Tracer." },
  { name: "setTimeout", message: "Register a timer with the TimerService; the engine is stepped and never waits." },
  { name: "setInterval", message: "Register a timer with the TimerService; the engine is stepped and never waits." },
  { name: "setImmediate", message: "Put a mail into the task's mailbox; the engine is stepped and never waits." },
  { name: "queueMicrotask", message: "Put a mail into the task's mailbox; the engine is stepped and never waits." },
];

const engineSyntax = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "Use the injected Clock; new Date(millis) of a known time is fine.",
  },
  { selector: "CallExpression[callee.name='Date']", message: "Use the injected Clock." },
];

const engineProperties = [
  { object: "Date", property: "now", message: "Use the injected Clock." },
  { object: "Math", property: "random", message: "Use a named sub-stream of Prng." },
];

const synchronousSyntax = [
  {
    selector: ":function[async=true]",
    message: "Below worker everything is synchronous: return, and be stepped again.",
  },
  { selector: "AwaitExpression", message: "Below worker everything is synchronous: return, and be stepped again." },
  {
    selector: "Identifier[name='Promise']",
    message: "Below worker use a callback or Result of core in place of Promise.",
  },
];

const enginePackage = JSON.parse(readFileSync(new URL("engine/package.json", import.meta.url), "utf8"));
const engineEntries = Object.keys(enginePackage.exports)
  .filter((entry) => entry !== ".")
  .map((entry) => entry.slice("./".length));

const webImports = {
  engineInternals: {
    regex: `^(\\.\\.?/)+(.*/)?engine/|^@/engine(/|$)|^@tidemark/engine/(?!(${engineEntries.join("|")})$)`,
    message: `Import the engine by a public entry: @tidemark/engine or its ${engineEntries.join(", ")}.`,
  },
  server: {
    regex: "^@/lib/server(/|$)|^(\\.\\./)+lib/server(/|$)",
    message: "Components get data as props: the page in app/ calls lib/server and hands down DTOs of lib/shared.",
  },
  client: {
    regex: "^@/lib/client(/|$)",
    message: "This runs where lib/client does not: move what is shared to lib/shared.",
  },
  app: {
    regex: "^@/app(/|$)|^(\\.\\./)+app(/|$)",
    message: "Nothing imports app/: pass it in as a prop, or move it to lib/.",
  },
  components: { regex: "^@/components(/|$)", message: "lib/ does not know components/." },
  database: {
    regex: "generated/prisma|(^|/)server/db$|^(\\.\\./)+db$",
    message: "Only lib/server/data knows the database: write a function there and call it.",
  },
};

function restrictImports(...patterns) {
  return { "no-restricted-imports": ["error", { patterns }] };
}

export default defineConfig([
  globalIgnores([
    ".next/**",
    "generated/**",
    "next-env.d.ts",
    "public/**",
    "test-results/**",
    "playwright-report/**",
    "content/**",
    "conformance/recordings/**",
    ".data/**",
  ]),
  ...next,
  // Reading the device's storage after hydration is such a change of state, and has no earlier place.
  { rules: { "react-hooks/set-state-in-effect": "off" } },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    // The nearest tsconfig.json of the engine leaves its tests out.
    files: ["engine/**/*.ts"],
    languageOptions: { parserOptions: { projectService: false, project: "engine/tsconfig.test.json" } },
  },
  {
    files: ["*.config.{mjs,ts}"],
    rules: { "import/no-anonymous-default-export": "off" },
  },
  {
    files: ["app/**/*.{ts,tsx}", "proxy.ts"],
    rules: restrictImports(webImports.engineInternals, webImports.database),
  },
  {
    files: ["components/**/*.{ts,tsx}"],
    rules: restrictImports(webImports.engineInternals, webImports.server, webImports.app),
  },
  {
    files: ["lib/client/**/*.{ts,tsx}"],
    rules: restrictImports(webImports.engineInternals, webImports.server, webImports.app, webImports.components),
  },
  {
    files: ["lib/server/**/*.ts"],
    ignores: ["lib/server/data/**", "lib/server/database/**", "lib/server/db.ts"],
    rules: restrictImports(
      webImports.engineInternals,
      webImports.client,
      webImports.app,
      webImports.components,
      webImports.database,
    ),
  },
  {
    files: ["lib/server/data/**/*.ts", "lib/server/database/**/*.ts", "lib/server/db.ts"],
    rules: restrictImports(webImports.engineInternals, webImports.client, webImports.app, webImports.components),
  },
  {
    files: ["lib/shared/**/*.{ts,tsx}"],
    rules: restrictImports(
      webImports.engineInternals,
      webImports.server,
      webImports.client,
      webImports.app,
      webImports.components,
      { regex: "^react(-dom)?(/|$)", message: "lib/shared runs anywhere and knows no React." },
    ),
  },
  {
    files: ["scripts/**/*.ts"],
    rules: restrictImports(webImports.engineInternals),
  },
  {
    files: ["engine/**/*.ts"],
    rules: {
      "no-restricted-globals": ["error", ...engineGlobals],
      "no-restricted-properties": ["error", ...engineProperties],
      "no-restricted-syntax": ["error", ...engineSyntax],
    },
  },
  {
    files: ["engine/**/*.ts"],
    ignores: ["engine/worker/**", "engine/**/*.test.ts"],
    rules: { "no-restricted-syntax": ["error", ...engineSyntax, ...synchronousSyntax] },
  },
  {
    files: ["engine/**/*.test.ts", "engine/**/*.contract.ts"],
    rules: { "no-restricted-globals": "off" },
  },
]);
