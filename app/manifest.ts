import type { MetadataRoute } from "next";

/** What a system needs to know to install Tidemark. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Tidemark: prepare for an Apache Flink interview",
    short_name: "Tidemark",
    description: "Questions, stream pipelines that run in the page, and mock interviews for Apache Flink.",
    lang: "en",
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: "#fbfaf5",
    theme_color: "#fbfaf5",
    categories: ["education", "developer"],
    icons: [
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
      { src: "/icons/maskable-192.png", sizes: "192x192", type: "image/png", purpose: "maskable" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
    shortcuts: [
      { name: "Review what is due", short_name: "Review", url: "/review" },
      { name: "Mock interview", short_name: "Interview", url: "/interview" },
    ],
  };
}
