// node scripts/build-icons.mjs: draws the icons of the installed product from app/icon.svg, by Chromium. The pictures are
// kept in the repository, so this runs only when the mark changes.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { inProject } from "./lib/project.mjs";

const PAPER = "#fbfaf5";
/** Systems cut a maskable icon to a circle of 80 % of its width; the mark stays within it. */
const MASKABLE_SHARE = 0.62;
const ICONS = [
  { file: "icon-192.png", size: 192, share: 1 },
  { file: "icon-512.png", size: 512, share: 1 },
  { file: "maskable-192.png", size: 192, share: MASKABLE_SHARE },
  { file: "maskable-512.png", size: 512, share: MASKABLE_SHARE },
  { file: "apple-180.png", size: 180, share: 0.8 },
];

const debianChromium = "/usr/bin/chromium";
const executablePath = process.env.CHROMIUM ?? (existsSync(debianChromium) ? debianChromium : undefined);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage();
const mark = readFileSync(inProject("app/icon.svg"), "utf8");
mkdirSync(inProject("public/icons"), { recursive: true });
for (const { file, size, share } of ICONS) {
  const inner = Math.round(size * share);
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<body style="margin:0;width:${size}px;height:${size}px;display:grid;place-items:center;` +
      `background:${share === 1 ? "transparent" : PAPER}"><div style="width:${inner}px;height:${inner}px">${mark}</div>`,
  );
  await page.screenshot({ path: inProject("public/icons", file), omitBackground: true });
  console.log(`public/icons/${file}`);
}
await browser.close();
