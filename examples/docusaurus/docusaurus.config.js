const baseUrl = "/";

export default {
  title: "Live Dockerfiles in Docusaurus",
  url: "https://docs.example",
  baseUrl,
  onBrokenLinks: "throw",
  // The folder of the widget lies in static/.
  scripts: [{ src: `${baseUrl}stagescope/stagescope-embed.js`, type: "module" }],
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false, theme: { customCss: "./src/css/custom.css" } }]],
  themeConfig: { navbar: { title: "Docs" } },
};
