export default function (config) {
  config.addFilter("total", (funds, rows) =>
    rows.reduce((sum, row) => sum + Number(row["得分"]), Number(funds["得分"])),
  );
  return { markdownTemplateEngine: false, dir: { input: "content", output: "public", includes: "../_includes" } };
}
